// SPDX-License-Identifier: MIT

import CNcurses

/// Replacement of characters that the terminal cannot display by others of the same width.
struct GlyphFallback {
  let isUTF8: Bool

  /// Returns the code point to draw for a character.
  func displayed(_ glyph: Unicode.Scalar, isWide: Bool) -> UInt32 {
    if (0x20..<0x7F).contains(glyph.value) { return glyph.value }
    guard isUTF8 else { return Self.ascii(glyph).value }
    return ns_glyph_width(glyph.value) == (isWide ? 2 : 1) ? glyph.value : UInt32(ascii: "?")
  }

  /// Returns the most similar ASCII character.
  static func ascii(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    switch glyph.value {
    case 0..<0x20, 0x7F: "?"
    case 0x20..<0x7F: glyph
    case 0xA0: " "
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x2550: "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x2551: "|"
    case 0x2500...0x257F: "+"
    case 0x2581...0x2583: "_"
    case 0x2584...0x2588: "#"
    case 0x2589...0x258F, 0x2590: "|"
    case 0x2591: "."
    case 0x2592, 0x2593: "%"
    case 0x2580...0x259F: "#"
    case 0x2800: " "
    case 0x2801...0x28FF: ":"
    default: symbols[glyph] ?? "?"
    }
  }

  private static let symbols: [Unicode.Scalar: Unicode.Scalar] = [
    "←": "<", "→": ">", "↑": "^", "↓": "v", "↵": "<", "⏎": "<", "⇥": ">", "▲": "^", "▼": "v",
    "◀": "<", "▶": ">", "▸": ">", "◂": "<", "▾": "v", "▴": "^", "●": "o", "○": "o", "◆": "*",
    "◇": "*", "■": "#", "□": "o", "•": "*", "·": ".", "…": ".", "–": "-", "—": "-", "−": "-",
    "×": "x", "±": "~", "≈": "~", "≤": "<", "≥": ">", "√": "v", "α": "a", "β": "b", "γ": "g",
    "ε": "e", "μ": "u", "µ": "u", "σ": "s", "λ": "l", "²": "2", "‘": "'", "’": "'", "“": "\"",
    "”": "\"", "✓": "v", "✗": "x", "é": "e", "è": "e", "à": "a", "ö": "o", "ü": "u", "ä": "a",
  ]
}

extension UInt32 {
  fileprivate init(ascii: Unicode.Scalar) { self = ascii.value }
}
