// SPDX-License-Identifier: MIT

/// The characters that must meet their neighbours without a gap, as shapes in a cell of 1×1: fonts
/// draw them a hair too small or too large.
enum CellShape {
  /// Filled rectangles, of which the second color shines through as much as `opacity` lets it.
  case rectangles([Part], opacity: Double)
  /// Lines from the middle to the edges.
  case lines(BoxLines)

  /// A rectangle inside a cell, its edges from 0 to 1.
  struct Part: Equatable {
    let left, top, right, bottom: Double
    init(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
      (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }
  }

  /// The shape of a character; nil for those that a font draws.
  init?(_ glyph: Unicode.Scalar) {
    switch glyph.value {
    case 0x2500...0x257F:
      guard let lines = BoxLines(glyph) else { return nil }
      self = .lines(lines)
    case 0x2591...0x2593:
      self = .rectangles([Part(0, 0, 1, 1)], opacity: Double(glyph.value - 0x2590) / 4)
    case 0x2580...0x259F:
      self = .rectangles(Self.block(glyph.value), opacity: 1)
    default: return nil
    }
  }

  private static func block(_ code: UInt32) -> [Part] {
    switch code {
    case 0x2580: [Part(0, 0, 1, 0.5)]
    case 0x2581...0x2588: [Part(0, 1 - Double(code - 0x2580) / 8, 1, 1)]
    case 0x2589...0x258F: [Part(0, 0, Double(0x2590 - code) / 8, 1)]
    case 0x2590: [Part(0.5, 0, 1, 1)]
    case 0x2594: [Part(0, 0, 1, 0.125)]
    case 0x2595: [Part(0.875, 0, 1, 1)]
    default: quadrants(of: masks[Int(code - 0x2596)])
    }
  }

  /// U+2596 to U+259F: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
  private static let masks = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  private static func quadrants(of mask: Int) -> [Part] {
    (0..<4).filter { mask >> $0 & 1 == 1 }.map { place in
      let (x, y) = (Double(place % 2) / 2, Double(place / 2) / 2)
      return Part(x, y, x + 0.5, y + 0.5)
    }
  }
}
