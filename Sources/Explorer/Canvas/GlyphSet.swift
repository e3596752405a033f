// SPDX-License-Identifier: MIT

import Foundation

/// Characters that the screen may use.
public enum GlyphSet: Equatable, Sendable {
  /// Greek letters, box-drawing characters and block elements.
  case unicode
  /// ASCII only, for terminals and locales without UTF-8.
  case ascii

  /// Returns the first text in Unicode and the second in ASCII.
  func pick(_ unicode: String, _ ascii: String) -> String {
    self == .unicode ? unicode : ascii
  }

  /// γ.
  var gamma: String { pick("γ", "gamma") }
  /// β.
  var beta: String { pick("β", "beta") }
  /// α.
  var alpha: String { pick("α", "alpha") }
  /// ε.
  var epsilon: String { pick("ε", "eps") }
  /// μ.
  var mean: String { pick("μ", "mean") }
  /// σ.
  var deviation: String { pick("σ", "dev") }
  /// x̂.
  var hat: String { pick("x̂", "xhat") }
  /// Mark of truncated text.
  var ellipsis: String { pick("…", "~") }
}

extension Canvas {
  /// Returns the same screen in ASCII. Every cell keeps its position.
  func foldedToASCII() -> Canvas {
    var result = self
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = self[row, column]
        result[row, column] = Cell(Self.folded(cell.glyph), cell.style)
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
