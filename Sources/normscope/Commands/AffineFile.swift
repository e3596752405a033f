// SPDX-License-Identifier: MIT

import FileIO
import Stylization
import Weights

/// Reads γ and β of `normalize` from `.npy` files.
enum AffineFile {
  /// Returns C values, stored in any shape with that many: [C], [1, C], [1, C, 1, 1].
  static func vector(_ path: String, channels: Int, of input: String) throws -> [Double] {
    let array = try TensorFile.read(path, minimumRank: 1)
    guard array.shape.count == channels else {
      throw UsageError(
        "‘\(path.printable)’ has \(array.shape.count) values; "
          + "‘\(input.printable)’ has \(channels) channels and needs as many")
    }
    return array.doubles.elements
  }

  /// Returns the rows of a table [S, C].
  static func table(_ path: String, channels: Int, of input: String) throws -> [[Double]] {
    let array = try TensorFile.read(path, minimumRank: 1)
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
