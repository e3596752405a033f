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

  /// Keeps U+00A0, which marks a cell under a picture (`Cell.reserved`).
  private static func folded(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    switch glyph {
    case "\u{A0}": glyph
    case "\0": " "
    default: glyph.asciiSubstitute
    }
  }
}

extension Unicode.Scalar {
  /// The most similar printable ASCII character; "?" for a character without one.
  public var asciiSubstitute: Unicode.Scalar {
    switch value {
    case 0..<0x20, 0x7F: "?"
    case 0x20..<0x7F: self
    case 0xA0: " "
    default: Self.substitutes[self] ?? drawingSubstitute ?? baseLetter ?? "?"
    }
  }

  private static let substitutes: [Unicode.Scalar: Unicode.Scalar] = [
    "α": "a", "β": "b", "γ": "g", "ε": "e", "λ": "l", "μ": "m", "µ": "u", "σ": "s", "Σ": "S",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "↵": "<", "⏎": "<", "⇥": ">", "‹": "<", "›": ">",
    "▲": "^", "▼": "v", "◀": "<", "▶": ">", "▸": ">", "◂": "<", "▾": "v", "▴": "^",
    "●": "*", "○": "o", "◆": "*", "◇": "*", "■": "#", "□": "o", "•": "*", "·": "*", "…": "~",
    "▁": ".", "▂": ".", "▃": ":", "▄": ":", "▅": "+", "▆": "+", "▇": "#", "█": "#",
    "–": "-", "—": "-", "−": "-", "×": "x", "±": "+", "≈": "~", "≤": "<", "≥": ">", "√": "v",
    "²": "2", "∞": "i", "‘": "'", "’": "'", "“": "\"", "”": "\"", "✓": "v", "✗": "x",
  ]

  /// Substitute for box-drawing, block and Braille characters.
  private var drawingSubstitute: Unicode.Scalar? {
    switch value {
    case 0x2501: "="
    case 0x2500, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x2550: "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x2551: "|"
    case 0x2500...0x257F: "+"
    case 0x2589...0x2590: "|"
    case 0x2591: "."
    case 0x2592, 0x2593: "%"
    case 0x2580...0x259F: "#"
    case 0x2800: " "
    case 0x2801...0x28FF: ":"
    default: nil
    }
  }

  /// The letter without its diacritics, if it is ASCII.
  private var baseLetter: Unicode.Scalar? {
    let base = String(self).decomposedStringWithCanonicalMapping.unicodeScalars.first
    return base.flatMap { $0.isASCII ? $0 : nil }
  }
}
