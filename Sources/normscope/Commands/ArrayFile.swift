// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Weights

/// `.npy` files by name.
enum ArrayFile {
  /// Reads an array, unless its bytes, values and their result are more than there is memory for.
  /// - Throws: `UsageError` naming the file and what is wrong with it.
  static func read(_ path: String, minimumRank: Int = 2) throws -> NumPyArray {
    let bytes = try FileBytes.read(path, limit: MemoryBudget.bytes / 4)
    do {
      return try NumPyArray(bytes, minimumRank: minimumRank)
    } catch {
      throw UsageError("cannot use ‘\(path.printable)’: \(error)")
    }
  }

  /// C values, in any shape that has that many: [C], [1, C], [1, C, 1, 1].
  static func vector(_ path: String, channels: Int, of input: String) throws -> [Double] {
    let array = try read(path, minimumRank: 1)
    guard array.shape.count == channels else {
      throw UsageError(
        "‘\(path.printable)’ has \(array.shape.count) values; "
          + "‘\(input.printable)’ has \(channels) channels and needs as many")
    }
    return array.doubles.elements
  }

  /// Rows [S, C] of a table.
  static func table(_ path: String, channels: Int, of input: String) throws -> [[Double]] {
    let array = try read(path, minimumRank: 1)
    guard array.axes.count == 2, array.axes[1] == channels else {
      let shape = array.axes.map(String.init).joined(separator: ", ")
      throw UsageError(
        "‘\(path.printable)’ has the shape (\(shape)); conditional needs (S, \(channels)): "
          + "a row for each style, a column for each channel of ‘\(input.printable)’")
    }
    let values = array.doubles.elements
    return stride(from: 0, to: values.count, by: channels).map {
      Array(values[$0..<$0 + channels])
    }
  }
}
