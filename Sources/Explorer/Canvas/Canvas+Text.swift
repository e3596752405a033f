// SPDX-License-Identifier: MIT

import Foundation

extension Canvas {
  /// Alignment of text within its width.
  enum Alignment {
    case left, right
  }

  /// Writes one line of text into at most `width` cells. Text that does not fit ends in an
  /// ellipsis.
  /// - Returns: The column after the last cell written.
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

  /// Visible characters of a text, truncated to `space` cells with an ellipsis.
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

  /// Returns the first of several wordings that fits into `width` cells, or the last.
  static func first(of wordings: [String], in width: Int) -> String {
    wordings.first { self.width(of: $0) <= width } ?? wordings.last ?? ""
  }

  /// Number of cells that a text occupies.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) }
  }
}

/// Number of cells that a character occupies in a terminal.
enum DisplayWidth {
  /// 0 for combining marks and invisible characters, 2 for East Asian wide characters and emoji,
  /// otherwise 1.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// Wide blocks of Unicode’s EastAsianWidth.txt, approximately.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD,
  ]
}

extension String {
  /// Splits the text into lines of at most `width` cells. Continuation lines are indented to the
  /// text after the last double space, as in a table of names and explanations.
  func wrapped(to width: Int) -> [String] {
    guard Canvas.width(of: self) > width else { return [self] }
    let gap = range(of: "  ", options: .backwards)
    let indent = gap.map { distance(from: startIndex, to: $0.upperBound) } ?? 0
    let margin = String(repeating: " ", count: indent < width / 2 ? indent : 0)
    var lines = [String(prefix(margin.count))]
    for word in dropFirst(margin.count).split(separator: " ") {
      let last = lines[lines.count - 1]
      let isStart = lines.count == 1 ? last.count == margin.count : last == margin
      let joined = last + (isStart ? "" : " ") + word
      if Canvas.width(of: joined) <= width {
        lines[lines.count - 1] = joined
      } else {
        lines.append(margin + word)
      }
    }
    return lines
  }

  /// Inserts spaces into words longer than `width` cells, such as paths, so that they can be
  /// wrapped.
  func broken(to width: Int) -> String {
    let width = max(1, width)
    guard Canvas.width(of: self) > width else { return self }
    return split(separator: " ", omittingEmptySubsequences: false).map { word in
      var (rest, pieces) = (word, [Substring]())
      while rest.count > width {
        pieces.append(rest.prefix(width))
        rest = rest.dropFirst(width)
      }
      return (pieces + [rest]).joined(separator: " ")
    }.joined(separator: " ")
  }
}
