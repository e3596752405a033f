// SPDX-License-Identifier: MIT

import Normalization

/// Statistics and histograms of the selected channel before and after, or one line per channel.
struct StatisticsPanel {
  let state: ExplorerState

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 2, !state.channels.isEmpty else { return }
    if let index = state.channel.index, state.channels.indices ~= index {
      drawOne(state.channels[index], on: &canvas, in: rect)
    } else {
      drawAll(on: &canvas, in: rect)
    }
  }

  // MARK: one channel

  private func drawOne(_ channel: ChannelReport, on canvas: inout Canvas, in rect: Rect) {
    drawHeading("channel \(channel.name)", on: &canvas, in: rect)
    let rows = figures(channel)
    let width = rect.columns >= 46 ? 9 : 7
    let all = [state.glyphs.mean, state.glyphs.deviation, "min", "max"]
    // A minimum without a maximum would be of little use.
    let titles = all.prefix(8 + 4 * width <= rect.columns ? 4 : 2)
    for (index, title) in titles.enumerated() {
      canvas.write(
        title, row: rect.row + 1, column: rect.column + 8 + index * width, .faint,
        width: width - 1, align: .right)
    }
    for (line, (name, role, values)) in rows.enumerated() {
      let row = rect.row + 2 + line
      canvas.write(name, row: row, column: rect.column, role)
      for (index, value) in values.prefix(titles.count).enumerated() {
        let text =
          value.map { NumberFormat.fitted($0, digits: width == 9 ? 4 : 3, width: width - 1) } ?? ""
        canvas.write(
          text, row: row, column: rect.column + 8 + index * width, .value, width: width - 1,
          align: .right)
      }
    }
    let top = 2 + rows.count
    drawHistograms(
      channel, on: &canvas,
      in: Rect(
        row: rect.row + top, column: rect.column, rows: rect.rows - top, columns: rect.columns))
  }

  private func figures(_ channel: ChannelReport) -> [(String, CellStyle.Role, [Double?])] {
    func values(_ s: PlaneStatistics) -> [Double?] {
      guard let range = s.range else { return [.nan, .nan, .nan, .nan] }
      return [s.moments.mean, s.moments.deviation, range.lowerBound, range.upperBound]
    }
    var rows = [("before", CellStyle.Role.content, values(channel.content))]
    if let style = channel.style { rows.append(("style", .style, [style.beta, style.gamma])) }
    return rows + [("after", .result, values(channel.result))]
  }

  private func drawHistograms(
    _ channel: ChannelReport, on canvas: inout Canvas, in rect: Rect
  ) {
    guard rect.rows > 1 else { return }
    let width = (rect.columns - 2) / 2
    guard let range = channel.range else { return }
    let (low, high) = (range.lowerBound, range.upperBound)
    for (index, (statistics, role)) in channel.sides.enumerated() {
      let column = rect.column + index * (width + 2)
      // Higher bars would add no information.
      let bars = Rect(
        row: rect.row, column: column, rows: min(18, rect.rows - 1), columns: width)
      HistogramView(histogram: statistics.histogram, range: low...high, role: role)
        .draw(on: &canvas, in: bars)
      let end = canvas.write(NumberFormat.short(low), row: bars.endRow, column: column, .faint) + 1
      canvas.write(
        NumberFormat.short(high), row: bars.endRow, column: end, .faint,
        width: column + width - end,
        align: .right)
    }
  }

  // MARK: all channels

  private func drawAll(on canvas: inout Canvas, in rect: Rect) {
    drawHeading("all channels", on: &canvas, in: rect)
    let line = ChannelLine(width: rect.columns, glyphs: state.glyphs)
    line.drawTitles(on: &canvas, row: rect.row + 1, column: rect.column)
    let space = rect.rows - 2
    let shown = state.channels.count <= space ? state.channels.count : space - 1
    // A few channels have room for higher bars, with an empty row between them.
    let room = min(5, space / max(1, shown))
    let (pitch, rows) = room >= 3 ? (room, room - 1) : (1, 1)
    for (index, channel) in state.channels.prefix(shown).enumerated() {
      line.draw(
        channel, on: &canvas, row: rect.row + 2 + index * pitch, column: rect.column, rows: rows)
    }
    if shown < state.channels.count {
      canvas.write(
        "and \(state.channels.count - shown) more\(state.page == .channels ? "" : " (press 2)")",
        row: rect.endRow - 1,
        column: rect.column, .faint)
    }
  }

  // MARK: what is pooled

  private func drawHeading(_ title: String, on canvas: inout Canvas, in rect: Rect) {
    let end = canvas.write(title, row: rect.row, column: rect.column, .title) + 2
    let width = rect.endColumn - end
    canvas.write(
      Canvas.first(of: headingTexts, in: width), row: rect.row, column: end, .faint, width: width,
      align: .right)
  }

  /// Precision of a tensor, and what is pooled, from the longest wording to the shortest.
  private var headingTexts: [String] {
    guard let type = state.frame?.report?.elementType else { return poolTexts }
    return poolTexts.map { $0.isEmpty ? type : "\(type) · \($0)" } + [type]
  }

  /// What is pooled, from the longest wording to the shortest.
  private var poolTexts: [String] {
    guard let report = state.frame?.report, state.settings.mode != .none else { return [""] }
    let count = NumberFormat.count(report.pooledValues)
    let unit = report.pooledValues == 1 ? "value" : "values"
    let measured = "\(state.glyphs.mean), \(state.glyphs.deviation) over"
    let short = ["\(measured) \(count) \(unit)", "\(count) \(unit)"]
    let pictures = report.pooledPictures
    return pictures == 1 ? short : ["\(measured) \(pictures) pictures, \(count) values"] + short
  }
}
