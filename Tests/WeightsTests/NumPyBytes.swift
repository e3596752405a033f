// SPDX-License-Identifier: MIT

import Normalization
import Weights

/// Valid and invalid `.npy` files.
enum NumPyBytes {
  /// Returns a file with an arbitrary header text.
  static func file(_ text: String, version: UInt8 = 1, values: [UInt8] = []) -> [UInt8] {
    let size = text.utf8.count
    let length = [size, size >> 8, size >> 16, size >> 24].map { UInt8($0 & 255) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length.prefix(version == 1 ? 2 : 4)
      + Array(text.utf8) + values
  }

  /// Returns the header dictionary as NumPy writes it.
  static func text(_ type: String = "'<f4'", fortran: String = "False", shape: String) -> String {
    "{'descr': \(type), 'fortran_order': \(fortran), 'shape': \(shape), }\n"
  }

  /// Returns 0, 1, 2 … as little-endian float32.
  static func counting(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { i in
      (0..<4).map { UInt8(truncatingIfNeeded: Float(i).bitPattern >> (8 * UInt32($0))) }
    }
  }

  /// Returns the error of reading a file; nil if it is accepted.
  static func error(_ bytes: [UInt8]) -> NumPyError? {
    do throws(NumPyError) {
      _ = try NumPyArray(bytes)
      return nil
    } catch {
      return error
    }
  }
}
