// SPDX-License-Identifier: MIT

/// The formats that are read, told apart by their first bytes, never by a file's name.
public enum WeightFormat: Sendable {
  case safeTensors
  case pyTorchZip
  case pyTorchStream
  case npz
  case onnx

  /// The format of some bytes. - Throws: `WeightError` naming what it is, when that is known.
  static func recognize(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> WeightFormat {
    if isSafeTensors(bytes) { return .safeTensors }
    if bytes.starts(with: [0x50, 0x4B]) { return try ofArchive(bytes) }
    if bytes.starts(with: [0x80]) { return .pyTorchStream }
    // A header of an impossible length is refused by its reader, with the length.
    if bytes.dropFirst(8).first == UInt8(ascii: "{") { return .safeTensors }
    if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      throw .unsupported(
        byte: bytes.startIndex, what: "an HDF5 file", advice: "save the weights as safetensors")
    }
    // A ModelProto has no magic; its first field is the version, or a name or the graph.
    guard let first = bytes.first, [0x08, 0x12, 0x1A, 0x3A].contains(first) else {
      throw .unknownFormat
    }
    return .onnx
  }

  /// The length of a header below 4 GB, and the header's brace. The length may begin with the bytes of
  /// any other format; none of those has four zeros and a brace there.
  private static func isSafeTensors(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.dropFirst(4).prefix(4).elementsEqual([0, 0, 0, 0])
      && bytes.dropFirst(8).first == UInt8(ascii: "{")
  }

  private static func ofArchive(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> WeightFormat {
    let names = try ZipArchive(bytes).entries.map(\.name)
    if names.contains(where: { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }) {
      return .pyTorchZip
    }
    if names.contains(where: { $0.hasSuffix(".npy") }) { return .npz }
    throw .expected(
      byte: bytes.startIndex, "an archive with data.pkl (PyTorch) or .npy arrays (NumPy)",
      found: "one with \(names.count) other entries")
  }
}
