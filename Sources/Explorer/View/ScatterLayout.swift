// SPDX-License-Identifier: MIT

/// Where things stand on the Scatter page.
struct ScatterLayout {
  /// The row of the legend.
  let legendRow: Int
  /// The points, within the axes.
  let plot: Rect
  /// The figures and histograms of the chosen channel.
  let statistics: Rect
  /// The line with the chosen control.
  let controlRow: Int

  /// The layout for a screen that is large enough.
  init(_ size: ScreenSize) {
    let spare = size.rows >= 30 ? 1 : 0
    legendRow = 1 + spare
    controlRow = size.rows - 3
    let top = legendRow + 1
    let width = size.columns >= 150 ? 60 : size.columns >= 110 ? 44 : 28
    let left = PlotFrame.labelWidth + 2
    // Below are the axis and its numbers.
    plot = Rect(
      row: top, column: left, rows: controlRow - spare - 2 - top,
      columns: size.columns - 4 - width - left)
    statistics = Rect(
      row: top, column: size.columns - 1 - width, rows: controlRow - spare - top, columns: width)
  }
}
