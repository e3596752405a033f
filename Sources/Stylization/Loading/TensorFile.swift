// SPDX-License-Identifier: MIT

import FileIO
import Pictures
import Settings
import Weights

/// Reads tensors from `.npy`, `.npz`, safetensors and PyTorch files within a memory limit.
public enum TensorFile {
  /// Reads an array N × C × …. Refuses files whose bytes, values and results together need more
  /// memory than there is.
  /// - Parameter name: tensor of a file that has several; nil for the only one that is usable.
  /// - Throws: `FileError`, or `RenderError.unusable` with the reason.
  public static func read(
    _ path: String, tensor name: String? = nil, minimumRank: Int = 2
  ) throws -> NumPyArray {
    let bytes = try contents(path)
    do {
      let tensor = try tensor(in: bytes, of: path, name, minimumRank: minimumRank)
      let (needed, free) = (tensor.count * 2 * MemoryLayout<Double>.stride, MemoryBudget.bytes)
      guard needed <= free else {
        throw TensorChoiceError.memory(needed: needed, free: free)
      }
      return try NumPyArray(tensor, minimumRank: minimumRank)
    } catch {
      throw RenderError.unusable(path: path, reason: "\(error)")
    }
  }

  /// Lists the named tensors of a file; none of a `.npy` file.
  /// - Throws: `FileError`, or `RenderError.unusable` with the reason.
  public static func entries(of path: String) throws -> [TensorArchive.Entry] {
    guard format(of: path) != .array else { return [] }
    let bytes = try contents(path)
    do { return try TensorArchive(bytes[...]).entries } catch {
      throw RenderError.unusable(path: path, reason: "\(error)")
    }
  }

  /// Returns the kind of a tensor file by its contents; by its name where it cannot be read, or its
  /// contents are unknown; nil for another file.
  public static func format(of path: String) -> TensorFormat? {
    if let file = try? RegularFile(path), let start = try? file.next(TensorFormat.startSize),
      let format = TensorFormat(start: start[...])
    {
      return format
    }
    guard path.isTensorName, !PictureFile.isPicture(path) else { return nil }
    return path.isArrayName ? .array : .archive
  }

  /// Whether a file is a tensor file.
  public static func isTensor(_ path: String) -> Bool { format(of: path) != nil }

  private static func contents(_ path: String) throws(FileError) -> [UInt8] {
    try FileContents.read(path, limit: MemoryBudget.bytes / 4)
  }

  private static func tensor(
    in bytes: [UInt8], of path: String, _ name: String?, minimumRank: Int
  ) throws -> WeightTensor {
    let format = TensorFormat(start: bytes.prefix(TensorFormat.startSize))
    // The errors of an unknown file are those of the format that its name promises.
    guard format == .archive || (format == nil && !path.isArrayName) else {
      if let name { throw TensorChoiceError.unnamed(name) }
      return try WeightTensor(npy: bytes, minimumRank: minimumRank)
    }
    let archive = try TensorArchive(bytes[...])
    return try archive.tensor(at: archive.index(of: name, minimumRank: minimumRank))
  }
}

extension Input {
  /// Creates the input of a file: a tensor or a picture by its contents.
  /// - Parameter tensor: name of the tensor in a file of several.
  public init(file path: String, tensor: String? = nil) {
    self =
      TensorFile.isTensor(path)
      ? .tensor(path: path, name: tensor, index: 0) : .picture(path: path)
  }
}

extension String {
  /// Whether the file extension is that of a NumPy array.
  public var isArrayName: Bool { lowercased().hasSuffix(".npy") }

  /// Whether the file extension is that of a tensor file.
  public var isTensorName: Bool {
    isArrayName
      || [".npz", ".safetensors", ".pt", ".pth"].contains { lowercased().hasSuffix($0) }
  }
}
