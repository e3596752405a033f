// SPDX-License-Identifier: MIT

import Normalization

/// The chosen channel before and after: figures and histograms; or every channel, a line each.
struct StatisticsPanel {
  let state: State

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
    let titles = [state.lettering.mean, state.lettering.deviation, "min", "max"]
    for (index, title) in titles.enumerated()
    where 8 + (index + 1) * width <= rect.columns {
      canvas.write(
        title, row: rect.row + 1, column: rect.column + 8 + index * width, .faint,
        width: width - 1, align: .right)
    }
    for (line, (name, role, values)) in rows.enumerated() {
      let row = rect.row + 2 + line
      canvas.write(name, row: row, column: rect.column, role)
      for (index, value) in values.enumerated() where 8 + (index + 1) * width <= rect.columns {
        let text = value.map { width == 9 ? Figure.plain($0) : Figure.short($0) } ?? ""
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

  private func figures(_ channel: ChannelReport) -> [(String, Ink.Role, [Double?])] {
    func values(_ s: PlaneStatistics) -> [Double?] {
      let none = s.moments.count == 0
      return [
        none ? nil : s.moments.mean, none ? nil : s.moments.deviation, s.range?.lowerBound,
        s.range?.upperBound,
      ]
    }
    var rows = [("before", Ink.Role.content, values(channel.content))]
    if let style = channel.style { rows.append(("style", .style, [style.beta, style.gamma])) }
    return rows + [("after", .result, values(channel.result))]
  }

  private func drawHistograms(
    _ channel: ChannelReport, on canvas: inout Canvas, in rect: Rect
  ) {
    guard rect.rows > 1 else { return }
    let width = (rect.columns - 2) / 2
    let sides = [(channel.content, Ink.Role.content), (channel.result, .result)]
    // One axis for both, so that a shift and a change of width are seen as such.
    let ranges = sides.compactMap(\.0.range)
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max()
    else { return }
    for (index, (statistics, role)) in sides.enumerated() {
      let column = rect.column + index * (width + 2)
      let bars = Rect(row: rect.row, column: column, rows: rect.rows - 1, columns: width)
      HistogramView(histogram: statistics.histogram, range: low...high, role: role)
        .draw(on: &canvas, in: bars)
      let end = canvas.write(Figure.short(low), row: bars.endRow, column: column, .faint) + 1
      canvas.write(
        Figure.short(high), row: bars.endRow, column: end, .faint, width: column + width - end,
        align: .right)
    }
  }

  // MARK: all channels

  private func drawAll(on canvas: inout Canvas, in rect: Rect) {
    drawHeading("all channels", on: &canvas, in: rect)
    let line = ChannelLine(width: rect.columns, lettering: state.lettering)
    line.drawTitles(on: &canvas, row: rect.row + 1, column: rect.column)
    let space = rect.rows - 2
    let shown = state.channels.count <= space ? state.channels.count : space - 1
    for (index, channel) in state.channels.prefix(shown).enumerated() {
      line.draw(channel, on: &canvas, row: rect.row + 2 + index, column: rect.column)
    }
    if shown < state.channels.count {
      canvas.write(
        "and \(state.channels.count - shown) more: 2 shows them", row: rect.endRow - 1,
        column: rect.column, .faint)
    }
  }

  // MARK: what is pooled

  private func drawHeading(_ title: String, on canvas: inout Canvas, in rect: Rect) {
    let end = canvas.write(title, row: rect.row, column: rect.column, .title) + 2
    let width = rect.endColumn - end
    canvas.write(
      Canvas.fitting(pooling, in: width), row: rect.row, column: end, .faint, width: width,
      align: .right)
  }

  private var pooling: [String] {
    guard let report = state.frame?.report, state.setup.mode != .none else { return [] }
    let count = Figure.count(report.pooledValues)
    let pictures = report.pooledPictures
    if pictures == 1 { return ["pool: \(count) values", "pool: \(count)"] }
    return [
      "pool: \(pictures) pictures, \(count) values", "pool: \(pictures) pictures",
      "\(pictures) pictures",
    ]
  }
}
