// SPDX-License-Identifier: MIT

/// Shape of a block or box-drawing character in a cell of 1 × 1.
///
/// These characters must join their neighbors without gaps, which fonts do not guarantee.
enum GlyphShape {
  /// Rectangles filled with the foreground color at this opacity.
  case rectangles([UnitRectangle], opacity: Double)
  /// Lines from the center to the edges.
  case lines(BoxLines)

  /// Rectangle inside a cell, with edges in 0…1.
  struct UnitRectangle: Equatable {
    let left, top, right, bottom: Double
    init(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
      (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }
  }

  /// Returns the shape of a character, or nil if it is drawn with a font.
  init?(_ glyph: Unicode.Scalar) {
    switch glyph.value {
    case 0x2500...0x257F:
      guard let lines = BoxLines(glyph) else { return nil }
      self = .lines(lines)
    case 0x2591...0x2593:
      self = .rectangles([UnitRectangle(0, 0, 1, 1)], opacity: Double(glyph.value - 0x2590) / 4)
    case 0x2580...0x259F:
      self = .rectangles(Self.block(glyph.value), opacity: 1)
    default: return nil
    }
  }

  private static func block(_ code: UInt32) -> [UnitRectangle] {
    switch code {
    case 0x2580: [UnitRectangle(0, 0, 1, 0.5)]
    case 0x2581...0x2588: [UnitRectangle(0, 1 - Double(code - 0x2580) / 8, 1, 1)]
    case 0x2589...0x258F: [UnitRectangle(0, 0, Double(0x2590 - code) / 8, 1)]
    case 0x2590: [UnitRectangle(0.5, 0, 1, 1)]
    case 0x2594: [UnitRectangle(0, 0, 1, 0.125)]
    case 0x2595: [UnitRectangle(0.875, 0, 1, 1)]
    default: quadrants(of: masks[Int(code - 0x2596)])
    }
  }

  /// Quadrants of U+2596…U+259F: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
  private static let masks = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  private static func quadrants(of mask: Int) -> [UnitRectangle] {
    (0..<4).filter { mask >> $0 & 1 == 1 }.map { index in
      let (x, y) = (Double(index % 2) / 2, Double(index / 2) / 2)
      return UnitRectangle(x, y, x + 0.5, y + 0.5)
    }
  }
}

/// Lines of a box-drawing character, parsed from its Unicode name, such as
/// "BOX DRAWINGS DOWN LIGHT AND RIGHT HEAVY".
struct BoxLines: Equatable {
  /// Line weight.
  enum Weight: Equatable { case none, light, heavy, double }

  /// Weights of the lines from the center to the edges.
  private(set) var left = Weight.none
  private(set) var right = Weight.none
  private(set) var up = Weight.none
  private(set) var down = Weight.none
  /// Whether the corner is rounded.
  let isArc: Bool

  /// Returns the lines of a character; nil for diagonals, which are drawn with a font.
  init?(_ glyph: Unicode.Scalar) {
    guard let name = glyph.properties.name, name.hasPrefix("BOX DRAWINGS "),
      !name.contains("DIAGONAL")
    else { return nil }
    isArc = name.contains("ARC")
    var weight = Weight.light
    for clause in name.dropFirst(13).replacing(" AND ", with: "|").split(separator: "|") {
      let words = clause.split(separator: " ")
      weight = words.lazy.compactMap(Self.weight).first ?? weight
      for word in words { draw(word, weight) }
    }
  }

  private static func weight(_ word: Substring) -> Weight? {
    switch word {
    case "LIGHT", "SINGLE": .light
    case "HEAVY": .heavy
    case "DOUBLE": .double
    default: nil
    }
  }

  private mutating func draw(_ word: Substring, _ weight: Weight) {
    if word == "LEFT" || word == "HORIZONTAL" { left = weight }
    if word == "RIGHT" || word == "HORIZONTAL" { right = weight }
    if word == "UP" || word == "VERTICAL" { up = weight }
    if word == "DOWN" || word == "VERTICAL" { down = weight }
  }
}
