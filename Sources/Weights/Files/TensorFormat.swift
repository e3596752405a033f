// SPDX-License-Identifier: MIT

/// Kind of a tensor file, recognized by its first bytes and never by its name.
public enum TensorFormat: Sendable {
  /// One array: `.npy`.
  case array
  /// Named tensors: `.npz`, safetensors or a PyTorch checkpoint.
  case archive

  /// Number of bytes at the start of a file that recognition needs.
  public static let startSize = 512

  /// Recognizes the first bytes of a file; nil for another format.
  ///
  /// Zip archives also contain documents and programs, so the name of the first entry decides.
  public init?(start: ArraySlice<UInt8>) {
    if start.starts(with: NumPyHeader.magic) {
      self = .array
    } else if WeightFormat.isSafeTensors(start) || PyTorchCheckpoint.isStream(start)
      || Self.isArchive(start)
    {
      self = .archive
    } else {
      return nil
    }
  }

  private static func isArchive(_ start: ArraySlice<UInt8>) -> Bool {
    guard start.starts(with: [0x50, 0x4B, 3, 4]), start.count > 30 else { return false }
    let header = Array(start.prefix(30))
    let name = String(
      decoding: start.dropFirst(30).prefix(Int(header[26]) | Int(header[27]) << 8), as: UTF8.self)
    return name.hasSuffix(".npy") || name.hasSuffix("data.pkl")
  }
}
