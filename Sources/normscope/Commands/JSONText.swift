// SPDX-License-Identifier: MIT

import Foundation

/// JSON as every command prints it: keys in order, one line.
enum JSONText {
  /// The value as one line of JSON.
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
