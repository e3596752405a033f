// SPDX-License-Identifier: MIT

/// Layout of the Scatter page.
struct ScatterLayout {
  /// Row of the legend.
  let legendRow: Int
  /// Plot area within the axes.
  let plot: Rect
  /// Statistics and histograms of the selected channel.
  let statistics: Rect
  /// Row of the selected control.
  let controlRow: Int

  /// Creates the layout.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ size: ScreenSize) {
    let spare = size.rows >= 30 ? 1 : 0
    legendRow = 1 + spare
    controlRow = size.rows - 3
    let top = legendRow + 1
    let width = size.columns >= 150 ? 60 : size.columns >= 110 ? 44 : 28
    let left = PlotFrame.labelWidth + 2
    // Two rows below the plot are for axis and labels.
    plot = Rect(
      row: top, column: left, rows: controlRow - spare - 2 - top,
      columns: size.columns - 4 - width - left)
    statistics = Rect(
      row: top, column: size.columns - 1 - width, rows: controlRow - spare - top, columns: width)
  }
}

/// View of the Scatter page: content, style and result of every channel as points, and statistics
/// of the selected one.
struct ScatterView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = ScatterLayout(state.size)
    let line = Rect(
      row: layout.controlRow, column: 1, rows: 1, columns: min(72, state.size.columns - 2))
    ControlLine(state: state, control: state.control).draw(on: &canvas, in: line)
    guard state.frame?.report != nil else {
      canvas.write(state.progressText, row: layout.plot.row, column: layout.plot.column, .faint)
      return
    }
    let plot = ScatterPlot(state: state, rect: layout.plot)
    drawLegend(plot, on: &canvas, row: layout.legendRow)
    plot.draw(on: &canvas)
    StatisticsPanel(state: state).draw(on: &canvas, in: layout.statistics)
  }

  private func drawLegend(_ plot: ScatterPlot, on canvas: inout Canvas, row: Int) {
    let sigma = state.glyphs.deviation
    canvas.write(
      state.scatterPage.isLogarithmic ? "log \(sigma)" : sigma, row: row, column: 0, .faint,
      width: PlotFrame.labelWidth, align: .right)
    var column = plot.rect.column
    for series in plot.allSeries {
      canvas.put(
        Cell(state.usesLetterMarks ? series.letter : "●", .role(series.role)), row: row,
        column: column)
      column = canvas.write(series.name, row: row, column: column + 2, series.role) + 1
      column = canvas.write("\(series.count)", row: row, column: column, .value) + 3
    }
    let width = state.size.columns - 1 - column
    canvas.write(
      Canvas.first(of: leftOut(plot), in: width), row: row, column: column, .warning, width: width)
  }

  /// Number of channels without a point, from the longest wording to the shortest.
  private func leftOut(_ plot: ScatterPlot) -> [String] {
    let count = state.channels.indices.filter { c in
      plot.allSeries.contains { $0.points[c] == nil }
    }.count
    if count == 0 { return [""] }
    let zero = state.scatterPage.isLogarithmic ? ", or \(state.glyphs.deviation) = 0" : ""
    return [
      "\(count) of \(state.channels.count) left out (NaN or ±∞\(zero))",
      "\(count) left out",
    ]
  }
}

extension ExplorerState {
  /// Whether letters distinguish content, style and result, because there are no colors or no
  /// braille dots.
  var usesLetterMarks: Bool { glyphs == .ascii || !hasColor || preferences.theme == .mono }
}
