// SPDX-License-Identifier: MIT

import Normalization
import Weights

/// The bytes of `.npy` files as NumPy, or nobody, writes them.
enum NumPyBytes {
  /// A file with a header text of our choice before `values`.
  static func file(_ text: String, version: UInt8 = 1, values: [UInt8] = []) -> [UInt8] {
    let size = text.utf8.count
    let length = [size, size >> 8, size >> 16, size >> 24].map { UInt8($0 & 255) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length.prefix(version == 1 ? 2 : 4)
      + Array(text.utf8) + values
  }

  /// The dictionary as NumPy prints it.
  static func text(_ type: String = "'<f4'", fortran: String = "False", shape: String) -> String {
    "{'descr': \(type), 'fortran_order': \(fortran), 'shape': \(shape), }\n"
  }

  /// Values 0, 1, 2 … as little-endian float32.
  static func counting(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { i in
      (0..<4).map { UInt8(truncatingIfNeeded: Float(i).bitPattern >> (8 * UInt32($0))) }
    }
  }

  /// What went wrong with a file; nil when it was read.
  static func error(_ bytes: [UInt8]) -> NumPyError? {
    do throws(NumPyError) {
      _ = try NumPyArray(bytes)
      return nil
    } catch {
      return error
    }
  }
}
