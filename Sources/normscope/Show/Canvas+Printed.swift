// SPDX-License-Identifier: MIT

import Explorer

extension Canvas {
  /// Its rows with the colors of curves, a line each.
  var printed: [String] {
    (0..<rows).map { row in
      let cells = cells[row * columns..<(row + 1) * columns]
      return cells.printed { ink in
        var colors = CellColors()
        // Of the first eight those that are read on light and on dark.
        if ink == .role(.content) { colors.foreground = 6 }
        if ink == .role(.result) { colors.foreground = 2 }
        return colors
      }
    }
  }
}
