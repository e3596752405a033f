// SPDX-License-Identifier: MIT

import Foundation

@testable import Weights

/// Files written by Tests/Reference/weights.py.
enum Fixture {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/weights/\(name)").path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Returns the error of reading a file; nil if it is accepted.
  static func error(_ bytes: [UInt8]) -> WeightError? {
    do throws(WeightError) {
      _ = try WeightFile.tensors(bytes[...])
      return nil
    } catch {
      return error
    }
  }

  /// −1.5, 0, 1, 2, 3, 4, or the nearest values of the type.
  static func values(_ type: ElementType) -> [Float] {
    switch type {
    case .float32, .float16, .bfloat16, .float64: [-1.5, 0, 1, 2, 3, 4]
    case .int64, .int32, .int16, .int8: [-1, 0, 1, 2, 3, 4]
    case .uint8, .uint16, .uint32, .uint64: [1, 0, 1, 2, 3, 4]
    case .bool: [1, 0, 1, 1, 1, 1]
    }
  }
}
