// SPDX-License-Identifier: MIT

import Explorer

extension ArraySlice<Cell> {
  /// A row of cells; colors are told where they change, and taken back at the end of the line.
  func printed(_ look: (CellStyle) -> CellColors) -> String {
    var line = ""
    var colors = CellColors()
    for cell in self {
      var own = look(cell.style)
      if cell.glyph == " " { own.foreground = colors.foreground }
      line += own.change(from: colors)
      line.unicodeScalars.append(cell.glyph)
      colors = own
    }
    return line.contains("\u{1B}") ? line + "\u{1B}[0m" : line
  }
}
