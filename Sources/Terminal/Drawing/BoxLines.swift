// SPDX-License-Identifier: MIT

/// A box-drawing character as lines from the middle of the cell, read off its name in Unicode:
/// "BOX DRAWINGS DOWN LIGHT AND RIGHT HEAVY".
struct BoxLines: Equatable {
  /// How thick a line is.
  enum Weight: Equatable { case none, light, heavy, double }

  /// The lines to the edges.
  private(set) var left = Weight.none
  private(set) var right = Weight.none
  private(set) var up = Weight.none
  private(set) var down = Weight.none
  /// Whether the corner is round.
  let isArc: Bool

  /// The lines of a character; nil for diagonals, which a font draws.
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
