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

/// Mean and deviation of every channel as points: content, style and result, with the chosen
/// channel's figures beside them.
struct ScatterView {
  let state: State

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

  /// How many channels lack a point, from the longest wording to the shortest.
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

extension State {
  /// Whether letters tell content, style and result apart, for want of colors or of fine dots.
  var usesLetterMarks: Bool { glyphs == .ascii || !hasColor || preferences.theme == .mono }
}
