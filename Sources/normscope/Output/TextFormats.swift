// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// Formatting of text tables.
enum Columns {
  /// Returns a line of a table without trailing spaces.
  /// - Parameters:
  ///   - columns: texts and their widths in characters; negative widths align right.
  ///   - last: text of the last column, which has no fixed width.
  static func line(_ columns: [(text: String, width: Int)], last: String = "") -> String {
    var line = ""
    for (text, width) in columns {
      let text = text.printable
      let space = String(repeating: " ", count: max(0, abs(width) - text.count))
      line += (width < 0 ? space + text : text + space) + " "
    }
    line += last.printable
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// Returns a line shortened to the width of the terminal that standard output is connected to;
  /// unchanged in files and pipes.
  static func fitted(_ line: String) -> String {
    guard let width = TerminalSize(of: STDOUT_FILENO)?.columns, line.count > width else {
      return line
    }
    return line.prefix(width - 1) + "…"
  }
}

/// JSON output of all commands: one line with sorted keys.
enum JSONText {
  /// Returns a value as one line of JSON. Bytes of paths that are not valid UTF-8 are replaced by
  /// U+FFFD; `jsonPathBytes` preserves them.
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self).wellFormed
  }
}

extension String {
  /// The bytes of a path that is not valid UTF-8, which JSON shows as base64; nil for other paths.
  var jsonPathBytes: Data? { isWellFormed ? nil : Data(pathBytes) }
}
