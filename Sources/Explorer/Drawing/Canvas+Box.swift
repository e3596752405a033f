// SPDX-License-Identifier: MIT

extension Canvas {
  /// An empty framed box over the page, which hides graphics and keeps the mouse to itself.
  mutating func open(_ box: Rect) {
    cover()
    // Letters of the page between the frame and the screen's edge would look like dirt.
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
  /// Arrows left of a list of which only a part is shown: there is more above or below.
  mutating func drawScrollArrows(above: Bool, below: Bool, beside list: Rect) {
    let column = list.column - 1
    if above { put(Cell("↑", .role(.faint)), row: list.row, column: column) }
    if below { put(Cell("↓", .role(.faint)), row: list.endRow - 1, column: column) }
  }
}
