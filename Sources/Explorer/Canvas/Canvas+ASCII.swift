// SPDX-License-Identifier: MIT

import Foundation

extension Canvas {
  /// The same screen in ASCII, cell by cell, so that nothing moves.
  func foldedToASCII() -> Canvas {
    var result = self
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = self[row, column]
        result[row, column] = Cell(Self.folded(cell.glyph), cell.ink)
      }
    }
    return result
  }

  private static func folded(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    if glyph.isASCII || glyph == "\u{A0}" { return glyph == "\0" ? " " : glyph }
    if let plain = substitutes[glyph] { return plain }
    let base = String(glyph).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? "?"
    return base.isASCII ? base : "?"
  }

  private static let substitutes: [Unicode.Scalar: Unicode.Scalar] = [
    "γ": "g", "β": "b", "α": "a", "ε": "e", "μ": "m", "σ": "s", "…": "~", "·": "*", "×": "x",
    "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "━": "=", "╋": "+", "▸": ">",
    "‹": "<", "›": ">", "↑": "^", "↓": "v", "←": "<", "→": ">", "▁": ".", "▂": ".", "▃": ":",
    "▄": ":", "▅": "+", "▆": "+", "▇": "#", "█": "#", "‘": "'", "’": "'", "–": "-", "−": "-",
    "┤": "+", "┬": "+", "●": "*", "√": "v", "²": "2", "∞": "i", "Σ": "S", "≤": "<", "±": "+",
  ]
}
