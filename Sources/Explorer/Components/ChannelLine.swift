// SPDX-License-Identifier: MIT

import Normalization

/// Line of one channel: mean and deviation before and after, and small histograms with a common
/// axis.
struct ChannelLine {
  let width: Int
  let glyphs: GlyphSet

  private var field: Int { width >= 46 ? 8 : 6 }
  private var nameWidth: Int { 4 }
  /// Width of each of the two histograms.
  private var bars: Int { max(0, (width - nameWidth - 4 * field) / 2 - 1) }

  func drawTitles(on canvas: inout Canvas, row: Int, column: Int) {
    let titles: [(String, CellStyle.Role)] = [
      (glyphs.mean, .content), (glyphs.deviation, .content),
      (glyphs.mean, .result), (glyphs.deviation, .result),
    ]
    for (index, (title, role)) in titles.enumerated() {
      canvas.write(
        title, row: row, column: place(index, column), role, width: field - 1, align: .right)
    }
  }

  /// Draws the numbers on the last of `rows` rows; the histograms use all of them.
  func draw(
    _ channel: ChannelReport, on canvas: inout Canvas, row: Int, column: Int, rows: Int = 1
  ) {
    let last = row + rows - 1
    canvas.write(channel.name, row: last, column: column, .label, width: nameWidth - 1)
    for (side, (statistics, role)) in channel.sides.enumerated() {
      drawValues(statistics, side, on: &canvas, row: last, column: column)
      guard bars >= 4, let range = channel.range else { continue }
      let start = place(2 * side + 1, column) + field + 1
      HistogramView(histogram: statistics.histogram, range: range, role: role).draw(
        on: &canvas, in: Rect(row: row, column: start, rows: rows, columns: bars - 1))
    }
  }

  private func drawValues(
    _ statistics: PlaneStatistics, _ side: Int, on canvas: inout Canvas, row: Int, column: Int
  ) {
    let values = [statistics.moments.mean, statistics.moments.deviation]
    for (index, value) in values.enumerated() {
      let shown = statistics.range == nil ? .nan : value
      canvas.write(
        NumberFormat.fitted(shown, digits: field == 8 ? 4 : 3, width: field - 1), row: row,
        column: place(2 * side + index, column), shown.isNaN ? .warning : .value,
        width: field - 1, align: .right)
    }
  }

  /// Column of number 0…3. Each pair of numbers is followed by its histogram.
  private func place(_ index: Int, _ column: Int) -> Int {
    column + nameWidth + index * field + (bars >= 4 && index > 1 ? bars + 1 : 0)
  }
}
