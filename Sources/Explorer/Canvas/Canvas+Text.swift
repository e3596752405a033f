// SPDX-License-Identifier: MIT

extension Canvas {
  /// Where text stands in its width.
  enum Alignment {
    case left, right
  }

  /// Writes one line of text into `width` cells; what does not fit ends in an ellipsis.
  /// - Returns: the column after the last cell that was written.
  @discardableResult
  mutating func write(
    _ text: String, row: Int, column: Int, _ role: CellStyle.Role = .text, width: Int? = nil,
    align: Alignment = .left
  ) -> Int {
    let space = max(0, min(width ?? columns, columns - column))
    let glyphs = Self.cut(text, to: space)
    let used = glyphs.reduce(0) { $0 + DisplayWidth.of($1) }
    var place = align == .right ? column + space - used : column
    for glyph in glyphs {
      if DisplayWidth.of(glyph) == 0 {
        if place > column { mark(glyph, row: row, column: place - 1) }
        continue
      }
      put(Cell(glyph, .role(role)), row: row, column: place)
      if DisplayWidth.of(glyph) == 2 { put(Cell("\0", .role(role)), row: row, column: place + 1) }
      place += DisplayWidth.of(glyph)
    }
    return place
  }

  private mutating func mark(_ mark: Unicode.Scalar, row: Int, column: Int) {
    guard bounds.contains(row: row, column: column) else { return }
    self[row, column].mark = mark
  }

  /// The visible characters of a text, cut to `space` cells with an ellipsis.
  private static func cut(_ text: String, to space: Int) -> [Unicode.Scalar] {
    let all = Array(text.unicodeScalars).filter {
      DisplayWidth.of($0) > 0 || $0.properties.generalCategory == .nonspacingMark
    }
    guard all.reduce(0, { $0 + DisplayWidth.of($1) }) > space else { return all }
    var result: [Unicode.Scalar] = []
    var used = 1
    for glyph in all {
      used += DisplayWidth.of(glyph)
      if used > space { break }
      result.append(glyph)
    }
    return space > 0 ? result + ["…"] : []
  }

  /// The first of several wordings that fits, or the last.
  static func first(of wordings: [String], in width: Int) -> String {
    wordings.first { self.width(of: $0) <= width } ?? wordings.last ?? ""
  }

  /// The cells that a text takes.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) }
  }
}
