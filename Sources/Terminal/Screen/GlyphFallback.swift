// SPDX-License-Identifier: MIT

import CNcurses
import Explorer

/// Replacement of characters that the terminal cannot display by others of the same width.
struct GlyphFallback {
  let isUTF8: Bool

  /// Returns the code point to draw for a character.
  func displayed(_ glyph: Unicode.Scalar, isWide: Bool) -> UInt32 {
    if (0x20..<0x7F).contains(glyph.value) { return glyph.value }
    guard isUTF8 else { return glyph.asciiSubstitute.value }
    return ns_glyph_width(glyph.value) == (isWide ? 2 : 1) ? glyph.value : UInt32(ascii: "?")
  }
}

extension UInt32 {
  fileprivate init(ascii: Unicode.Scalar) { self = ascii.value }
}
