// SPDX-License-Identifier: MIT

extension Canvas {
  /// Draws an empty framed box over the page and covers it, see `cover()`.
  mutating func open(_ box: Rect) {
    cover()
    // Clear two more columns: fragments of text between frame and screen edge would be distracting.
    fill(box.inset(columns: -2))
    let (bottom, right) = (box.endRow - 1, box.endColumn - 1)
    for column in box.column...right {
      put(Cell("─", .role(.frame)), row: box.row, column: column)
      put(Cell("─", .role(.frame)), row: bottom, column: column)
    }
    for row in box.row...bottom {
      put(Cell("│", .role(.frame)), row: row, column: box.column)
      put(Cell("│", .role(.frame)), row: row, column: right)
    }
    put(Cell("┌", .role(.frame)), row: box.row, column: box.column)
    put(Cell("┐", .role(.frame)), row: box.row, column: right)
    put(Cell("└", .role(.frame)), row: bottom, column: box.column)
    put(Cell("┘", .role(.frame)), row: bottom, column: right)
  }
}

extension Canvas {
  /// Draws arrows left of a list that continues above or below its visible part.
  mutating func drawScrollArrows(above: Bool, below: Bool, beside list: Rect) {
    let column = list.column - 1
    if above { put(Cell("↑", .role(.faint)), row: list.row, column: column) }
    if below { put(Cell("↓", .role(.faint)), row: list.endRow - 1, column: column) }
  }
}
