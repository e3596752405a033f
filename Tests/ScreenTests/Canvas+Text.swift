// SPDX-License-Identifier: MIT

@testable import Explorer

extension Canvas {
  /// Text of the rows.
  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Words in a part of the screen, without numbers, lines, bars
  /// and pictures.
  func words(in part: Rect?, outside hole: Rect? = nil) -> [String] {
    var canvas = self
    for row in 0..<rows {
      for column in 0..<columns {
        let isOut = part?.contains(row: row, column: column) == false
        let isInHole = hole?.contains(row: row, column: column) == true
        if isOut || isInHole { canvas[row, column] = .blank }
      }
    }
    return canvas.lines.flatMap { $0.split { " │|┌┐└┘─".contains($0) } }.map(String.init).filter {
      word in word.contains { $0.isLetter } && Double(word) == nil
    }
  }
}

extension Keymap {
  /// Words of all footers.
  static var words: [String] {
    Context.allCases.flatMap { bindings(in: $0) }.flatMap {
      "\($0.shown) \($0.label)".split(separator: " ").map(String.init)
    }
  }
}

extension String {
  /// The text on a screen without UTF-8.
  var inASCII: String {
    var canvas = Canvas(rows: 1, columns: max(1, Canvas.width(of: self)))
    canvas.write(self, row: 0, column: 0)
    return canvas.foldedToASCII().text
  }
}
