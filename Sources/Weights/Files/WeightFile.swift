// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Reads weight files of every supported format and writes safetensors.
public enum WeightFile {
  /// Largest file size accepted, in bytes. The full VGG-19 has 0.6 GB.
  public static let maximumFileSize = 2 << 30

  /// Returns all tensors of a file.
  public static func read(_ path: String) throws(WeightFileError) -> NamedTensors {
    let bytes: [UInt8]
    do { bytes = try FileContents.read(path, limit: maximumFileSize) } catch { throw .file(error) }
    do { return try tensors(bytes[...]) } catch { throw .weights(path: path, error) }
  }

  /// Returns the network in a file.
  ///
  /// AdaIN's encoder is also accepted where the decoder is requested, and the reverse: `kind` of
  /// the result is that of the file.
  /// - Throws: `WeightFileError`, also if the file contains a different network.
  public static func network(
    _ path: String, as kind: NetworkKind
  ) throws(WeightFileError) -> RecognizedNetwork {
    let tensors = try read(path)
    do { return try RecognizedNetwork.find(in: tensors, as: kind) } catch {
      throw .weights(path: path, error)
    }
  }

  /// Returns all tensors in the bytes of a file.
  public static func tensors(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let tensors =
      switch try WeightFormat.recognize(bytes) {
      case .safeTensors: try SafeTensors.read(bytes)
      case .pyTorchZip: try PyTorchCheckpoint(archive: bytes).namedTensors()
      case .pyTorchStream: try PyTorchCheckpoint(stream: bytes).namedTensors()
      case .npz: try NPZFile.read(bytes)
      case .onnx: try ONNXFile(bytes).tensors
      }
    guard tensors.count > 0 else { throw .empty }
    return tensors
  }

  /// Writes tensors as safetensors. The file is replaced atomically.
  public static func write(_ tensors: NamedTensors, to path: String) throws(WeightFileError) {
    do { try FileContents.write(SafeTensors.bytes(tensors), to: path) } catch { throw .file(error) }
  }
}

/// Format of a weight file, recognized by its first bytes and never by its name.
public enum WeightFormat: Sendable {
  case safeTensors
  case pyTorchZip
  case pyTorchStream
  case npz
  case onnx

  /// Recognizes a file.
  /// - Throws: `WeightError` for a file that is no weight file, or of an unsupported format.
  public static func recognize(
    _ bytes: ArraySlice<UInt8>
  ) throws(WeightError) -> WeightFormat {
    if isSafeTensors(bytes) { return .safeTensors }
    if let foreign = ForeignFile.recognize(bytes) { throw .foreign(foreign) }
    if bytes.starts(with: [0x50, 0x4B]) { return try ofArchive(bytes) }
    if bytes.starts(with: [0x80]) { return .pyTorchStream }
    // The safetensors reader reports an impossible header length.
    if bytes.dropFirst(8).first == UInt8(ascii: "{") { return .safeTensors }
    if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      throw .unsupported(
        byte: bytes.startIndex, what: "an HDF5 file", advice: "save the weights as safetensors")
    }
    // A ModelProto has no magic number. Its first field is the IR version, a name, or the graph.
    guard let first = bytes.first, [0x08, 0x12, 0x1A, 0x3A].contains(first) else {
      throw .unknownFormat
    }
    return .onnx
  }

  /// Name with its article, for messages.
  public var name: String {
    switch self {
    case .safeTensors: "a safetensors file"
    case .pyTorchZip, .pyTorchStream: "a PyTorch checkpoint"
    case .npz: "a NumPy archive"
    case .onnx: "an ONNX file"
    }
  }

  /// Whether the file starts with a header length below 4 GB and a brace. The length may equal the
  /// magic number of another format, but no other format has four zeros and a brace there.
  static func isSafeTensors(_ bytes: ArraySlice<UInt8>) -> Bool {
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
      found: "an archive with \(names.count) other entries")
  }
}
