// SPDX-License-Identifier: MIT

import FileIO
import Weights

/// Reads `.npy` files within a memory limit.
public enum TensorFile {
  /// Reads an array. Refuses files whose bytes, values and results together need more memory than
  /// there is.
  /// - Throws: `FileError`, or `RenderError.unusable` with the reason.
  public static func read(_ path: String, minimumRank: Int = 2) throws -> NumPyArray {
    let bytes = try FileContents.read(path, limit: MemoryBudget.bytes / 4)
    do {
      return try NumPyArray(bytes, minimumRank: minimumRank)
    } catch {
      throw RenderError.unusable(path: path, reason: "\(error)")
    }
  }
}

extension String {
  /// Whether the file extension is that of a NumPy array.
  public var isArrayName: Bool { lowercased().hasSuffix(".npy") }
}
