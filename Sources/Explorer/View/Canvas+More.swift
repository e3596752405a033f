// SPDX-License-Identifier: MIT

extension Canvas {
  /// Arrows left of a list of which only a part is shown: there is more above or below.
  mutating func markMore(above: Bool, below: Bool, beside list: Rect) {
    let column = list.column - 1
    if above { put(Cell("↑", .role(.faint)), row: list.row, column: column) }
    if below { put(Cell("↓", .role(.faint)), row: list.endRow - 1, column: column) }
  }
}
