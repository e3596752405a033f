// SPDX-License-Identifier: MIT

import Pictures

/// A picture as iTerm2 takes it: a file within a control string.
enum InlinePicture {
  /// The string that draws the picture over so many cells; empty if it cannot be encoded.
  static func string(_ picture: Picture, columns: Int, rows: Int) -> [UInt8] {
    guard let file = try? picture.encoded(as: .png) else { return [] }
    let head =
      "\u{1B}]1337;File=inline=1;width=\(columns);height=\(rows);preserveAspectRatio=0;"
      + "size=\(file.count):"
    return Array(head.utf8) + file.base64 + [0x07]
  }
}
