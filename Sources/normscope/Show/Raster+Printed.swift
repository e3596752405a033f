// SPDX-License-Identifier: MIT

import Explorer
import Terminal

extension Raster {
  /// The bytes that print it from where the cursor is: a line a row, or graphics.
  var printed: [UInt8] {
    guard case .cells(let cells) = payload else { return printedGraphics ?? [] }
    return stride(from: 0, to: cells.count, by: columns).flatMap { start in
      Array((Self.line(cells[start..<start + columns]) + "\n").utf8)
    }
  }

  /// A row of cells; colors are told where they change, and taken back at the end of the line.
  private static func line(_ cells: ArraySlice<Cell>) -> String {
    var line = ""
    var colors = CellColors()
    for cell in cells {
      var own = CellColors(cell.ink)
      if cell.glyph == " " { own.foreground = colors.foreground }
      line += own.change(from: colors)
      line.unicodeScalars.append(cell.glyph)
      colors = own
    }
    return line.contains("\u{1B}") ? line + "\u{1B}[0m" : line
  }
}
