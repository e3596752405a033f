// SPDX-License-Identifier: MIT

import Foundation

/// JSON for people to read as well: indented, keys in order.
enum JSONPage {
  /// The value as a page.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
