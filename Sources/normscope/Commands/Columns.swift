// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Lines of tables.
enum Columns {
  /// Texts in columns of some widths, negative ones with the text to the right, and a last one.
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
}
