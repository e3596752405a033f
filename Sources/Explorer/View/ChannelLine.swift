// SPDX-License-Identifier: MIT

import Normalization

/// One channel on one line: mean and deviation before and after, and small histograms.
struct ChannelLine {
  let width: Int
  let lettering: Lettering

  private var field: Int { width >= 46 ? 8 : 6 }
  private var nameWidth: Int { 4 }
  /// What is left for each of the two histograms.
  private var bars: Int { max(0, (width - nameWidth - 4 * field) / 2 - 1) }

  func drawTitles(on canvas: inout Canvas, row: Int, column: Int) {
    let titles: [(String, Ink.Role)] = [
      (lettering.mean, .content), (lettering.deviation, .content),
      (lettering.mean, .result), (lettering.deviation, .result),
    ]
    for (index, (title, role)) in titles.enumerated() {
      canvas.write(
        title, row: row, column: place(index, column), role, width: field - 1, align: .right)
    }
  }

  func draw(_ channel: ChannelReport, on canvas: inout Canvas, row: Int, column: Int) {
    canvas.write(channel.name, row: row, column: column, .label, width: nameWidth - 1)
    drawSide(channel.content, .content, 0, on: &canvas, row: row, column: column)
    drawSide(channel.result, .result, 1, on: &canvas, row: row, column: column)
  }

  private func drawSide(
    _ statistics: PlaneStatistics, _ role: Ink.Role, _ side: Int, on canvas: inout Canvas,
    row: Int, column: Int
  ) {
    guard let range = statistics.range else {
      canvas.write("NaN", row: row, column: place(2 * side, column), .warning)
      return
    }
    let values = [statistics.moments.mean, statistics.moments.deviation]
    for (index, value) in values.enumerated() {
      canvas.write(
        field == 8 ? Figure.plain(value) : Figure.short(value), row: row,
        column: place(2 * side + index, column), .value, width: field - 1, align: .right)
    }
    guard bars >= 4 else { return }
    let start = place(2 * side + 1, column) + field + 1
    HistogramView(histogram: statistics.histogram, range: range, role: role).draw(
      on: &canvas, in: Rect(row: row, column: start, rows: 1, columns: bars - 1))
  }

  /// The column of figure 0…3, each side's pair followed by its histogram.
  private func place(_ index: Int, _ column: Int) -> Int {
    column + nameWidth + index * field + (bars >= 4 && index > 1 ? bars + 1 : 0)
  }
}
