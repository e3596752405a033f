// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Table with one row per mode: pooled mean and deviation, γ, β, and mean and deviation of the
/// result.
struct CompareTable {
  let state: ExplorerState

  /// A column of numbers. `original` is the value of the content in this column.
  private struct Column {
    var group = ""
    let title: String
    let role: CellStyle.Role
    let value: (Comparison.Statistics) -> Double
    var original: Double?
  }

  private static let nameWidth = 7
  /// Minimum width of a histogram in cells.
  private static let minHistogramWidth = 12

  func draw(on canvas: inout Canvas, in rect: Rect, _ hasOriginal: Bool) {
    let field = rect.columns >= Self.nameWidth + 6 * 8 + Self.minHistogramWidth ? 8 : 7
    let columns = columns(for: (rect.columns - Self.nameWidth) / field)
    guard !columns.isEmpty, !state.comparisons.isEmpty else {
      canvas.write(state.progressText, row: rect.row + 2, column: rect.column + 1, .faint)
      return
    }
    drawHeadings(columns, field, on: &canvas, in: rect)
    var row = rect.row + 2
    if hasOriginal {
      drawOriginal(columns, field, on: &canvas, row: row, in: rect)
      row += 1
    }
    for (index, comparison) in state.comparisons.enumerated() {
      let line = Rect(
        row: row + index, column: rect.column, rows: 1, columns: rect.columns)
      draw(comparison, columns, field, on: &canvas, in: line)
    }
  }

  // MARK: columns

  /// As many columns as fit: all columns of a selected channel, or at least the result of every
  /// channel.
  private func columns(for room: Int) -> [Column] {
    guard !state.channels.isEmpty else { return [] }
    if let index = state.channel.index {
      guard state.channels.indices ~= index else { return [] }
      return pooled(index, "pooled") + affine(index, "affine") + result(index, "result")
    }
    let count = state.channels.count
    if room >= 6 * count {
      return state.channels.indices.flatMap { index in
        let name = state.channels[index].name
        return pooled(index, "\(name) pooled") + affine(index, "\(name) affine")
          + result(index, "\(name) result")
      }
    }
    return state.channels.indices.prefix(max(1, room / 2)).flatMap { index in
      result(index, "\(state.channels[index].name) result")
    }
  }

  private func pooled(_ c: Int, _ group: String) -> [Column] {
    [
      Column(group: group, title: glyphs.mean, role: .content) { $0.transforms[c].moments.mean },
      Column(title: glyphs.deviation, role: .content) { $0.transforms[c].deviation },
    ]
  }

  private func affine(_ c: Int, _ group: String) -> [Column] {
    [
      Column(group: group, title: glyphs.gamma, role: .edited) { $0.transforms[c].affine.gamma },
      Column(title: glyphs.beta, role: .edited) { $0.transforms[c].affine.beta },
    ]
  }

  private func result(_ c: Int, _ group: String) -> [Column] {
    let content = state.channels[c].content
    let hasValues = content.range != nil
    return [
      Column(
        group: group, title: glyphs.mean, role: .result,
        value: { $0.results[c].range == nil ? .nan : $0.results[c].moments.mean },
        original: hasValues ? content.moments.mean : .nan),
      Column(
        title: glyphs.deviation, role: .result,
        value: { $0.results[c].range == nil ? .nan : $0.results[c].moments.deviation },
        original: hasValues ? content.moments.deviation : .nan),
    ]
  }

  private var glyphs: GlyphSet { state.glyphs }

  // MARK: rows

  private func drawHeadings(
    _ columns: [Column], _ field: Int, on canvas: inout Canvas, in rect: Rect
  ) {
    let name = Canvas.first(of: channelNames, in: Self.nameWidth - 1)
    canvas.write(
      name, row: rect.row, column: rect.column + 1, .title, width: Self.nameWidth - 1)
    for (index, column) in columns.enumerated() {
      let place = rect.column + Self.nameWidth + index * field
      canvas.write(
        column.group, row: rect.row, column: place + 1, column.role, width: 2 * field - 2)
      canvas.write(
        column.title, row: rect.row + 1, column: place, .faint, width: field - 1, align: .right)
    }
    let hidden = state.channels.count - columns.count / 2
    let start = rect.column + Self.nameWidth + columns.count * field
    if state.channel == .all, hidden > 0, columns.count < 6 * state.channels.count {
      canvas.write(
        "…", row: rect.row, column: min(start, rect.endColumn - 1), .faint)
    }
    if histogramRange != nil, rect.endColumn - start >= Self.minHistogramWidth {
      canvas.write(
        "histogram", row: rect.row, column: start + 1, .result, width: rect.endColumn - start)
    }
  }

  private var channelNames: [String] {
    guard let index = state.channel.index else { return ["all \(state.channels.count)", "all"] }
    return [state.channels.indices ~= index ? state.channels[index].name : "\(index)"]
  }

  private func drawOriginal(
    _ columns: [Column], _ field: Int, on canvas: inout Canvas, row: Int, in rect: Rect
  ) {
    canvas.write(
      "before", row: row, column: rect.column + 1, .content, width: Self.nameWidth - 1)
    for (index, column) in columns.enumerated() {
      guard let value = column.original else { continue }
      write(value, index, field, on: &canvas, row: row, in: rect, .value)
    }
    if let index = state.channel.index, state.channels.indices ~= index {
      drawHistogram(
        state.channels[index].content, .content, columns.count * field, on: &canvas, row: row,
        in: rect)
    }
  }

  private func draw(
    _ comparison: Comparison, _ columns: [Column], _ field: Int, on canvas: inout Canvas,
    in line: Rect
  ) {
    let mode = comparison.mode
    canvas.addRegion(line, .action(.use(mode)))
    if mode == state.comparePage.mode {
      canvas.write("▸", row: line.row, column: line.column, .key)
    }
    canvas.write(
      mode.abbreviation, row: line.row, column: line.column + 1,
      mode == state.settings.mode ? .title : .label, width: Self.nameWidth - 1)
    guard let statistics = comparison.statistics else {
      canvas.write(
        (comparison.problem ?? "").printable, row: line.row,
        column: line.column + Self.nameWidth + 1, .faint,
        width: line.columns - Self.nameWidth - 1)
      return
    }
    for (index, column) in columns.enumerated() {
      let role: CellStyle.Role = column.role == .edited && isEdited ? .edited : .value
      write(column.value(statistics), index, field, on: &canvas, row: line.row, in: line, role)
    }
    if let index = state.channel.index, statistics.results.indices ~= index {
      drawHistogram(
        statistics.results[index], .result, columns.count * field, on: &canvas, row: line.row,
        in: line)
    }
  }

  private var isEdited: Bool {
    state.selectedChannels.contains { !state.settings.edit(of: $0).isNeutral }
  }

  private func write(
    _ value: Double, _ index: Int, _ field: Int, on canvas: inout Canvas, row: Int, in rect: Rect,
    _ role: CellStyle.Role
  ) {
    canvas.write(
      NumberFormat.fitted(value, width: field - 1), row: row,
      column: rect.column + Self.nameWidth + index * field, value.isNaN ? .warning : role,
      width: field - 1, align: .right)
  }

  // MARK: histograms

  /// Common axis of all histograms, so that they can be compared; nil if all channels are selected.
  private var histogramRange: ClosedRange<Double>? {
    guard let index = state.channel.index, state.channels.indices ~= index else { return nil }
    let results = state.comparisons.compactMap { $0.statistics?.results[index].range }
    let ranges = results + [state.channels[index].content.range].compactMap { $0 }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max()
    else { return nil }
    return low...high
  }

  private func drawHistogram(
    _ statistics: PlaneStatistics, _ role: CellStyle.Role, _ used: Int, on canvas: inout Canvas,
    row: Int, in rect: Rect
  ) {
    let start = rect.column + Self.nameWidth + used + 1
    guard let range = histogramRange, rect.endColumn - start >= Self.minHistogramWidth - 1 else {
      return
    }
    HistogramView(histogram: statistics.histogram, range: range, role: role).draw(
      on: &canvas,
      in: Rect(row: row, column: start, rows: 1, columns: min(64, rect.endColumn - start)))
  }
}
