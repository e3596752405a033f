// SPDX-License-Identifier: MIT

/// Where things stand on the Lab page.
struct LabLayout {
  /// The heading of the table.
  let headRow: Int
  /// A row for each panel.
  let table: Rect
  /// The row of the legend.
  let legendRow: Int
  /// The curves, within the axes.
  let plot: Rect
  /// The line with the network that can be loaded.
  let networkRow: Int

  /// The layout for a screen that is large enough.
  init(_ size: ScreenSize, panels: Int) {
    let spare = size.rows >= 30 ? 1 : 0
    headRow = 1 + spare
    table = Rect(row: headRow + 1, column: 1, rows: panels, columns: min(100, size.columns - 2))
    legendRow = table.endRow + spare
    networkRow = size.rows - 3
    let (top, left) = (legendRow + 1, PlotFrame.labelWidth + 2)
    // Below are the axis and its numbers.
    plot = Rect(
      row: top, column: left, rows: networkRow - spare - 2 - top,
      columns: size.columns - 2 - left)
  }
}
