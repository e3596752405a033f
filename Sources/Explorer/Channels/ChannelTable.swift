// SPDX-License-Identifier: MIT

import Normalization

/// Table with one row per channel: content, style, γ, β, result, and a histogram of the result.
struct ChannelTable {
  let state: ExplorerState

  /// A column of numbers.
  private struct Column {
    let group: String
    let title: String
    let role: CellStyle.Role
    let value: (ChannelReport, ChannelAffine) -> Double?
  }

  private static let nameWidth = 5
  /// Minimum width of a histogram next to wide columns.
  private static let minHistogramWidth = 9
  /// Minimum width of a histogram next to columns of seven cells.
  private static let minNarrowHistogramWidth = 5

  /// Draws two heading rows, a row for all channels, and as many channels as fit.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    let columns = columns
    let field = field(for: columns.count, in: rect.columns)
    drawHeadings(columns, field, on: &canvas, in: rect)
    guard state.frame?.report != nil else {
      canvas.write(state.progressText, row: rect.row + 2, column: rect.column + 1, .faint)
      return
    }
    let space = rect.rows - 2
    let lines = [ChannelChoice.all] + state.shownChannels.map(ChannelChoice.one)
    let count = lines.count
    let cursor = lines.firstIndex(of: state.channel) ?? 0
    let first = max(0, min(cursor - space / 2, count - space))
    let rows = Rect(
      row: rect.row + 2, column: rect.column, rows: space, columns: rect.columns)
    canvas.drawScrollArrows(above: first > 0, below: first + space < count, beside: rows)
    for row in 0..<max(0, min(space, count - first)) {
      let line = Rect(row: rect.row + 2 + row, column: rect.column, rows: 1, columns: rect.columns)
      let choice = lines[first + row]
      canvas.addRegion(line, .channel(choice))
      drawRow(
        choice, columns, field, isSelected: choice == state.channel, on: &canvas, in: line)
    }
  }

  /// Width of a column that leaves room for a histogram.
  private func field(for count: Int, in width: Int) -> Int {
    if width >= Self.nameWidth + count * 8 + Self.minHistogramWidth { return 8 }
    return width >= Self.nameWidth + count * 7 + Self.minNarrowHistogramWidth ? 7 : 6
  }

  private var columns: [Column] {
    let glyphs = state.glyphs
    let content = [
      Column(group: "content", title: glyphs.mean, role: .content) { channel, _ in
        channel.content.range == nil ? .nan : channel.content.moments.mean
      },
      Column(group: "", title: glyphs.deviation, role: .content) { channel, _ in
        channel.content.range == nil ? .nan : channel.content.moments.deviation
      },
    ]
    let style = [
      Column(group: "style", title: glyphs.mean, role: .style) { channel, _ in
        channel.style?.beta
      },
      Column(group: "", title: glyphs.deviation, role: .style) { channel, _ in
        channel.style?.gamma
      },
    ]
    let affine = [
      Column(group: "affine", title: glyphs.gamma, role: .edited) { _, affine in affine.gamma },
      Column(group: "", title: glyphs.beta, role: .edited) { _, affine in affine.beta },
    ]
    let result = [
      Column(group: "result", title: glyphs.mean, role: .result) { channel, _ in
        channel.result.range == nil ? .nan : channel.result.moments.mean
      },
      Column(group: "", title: glyphs.deviation, role: .result) { channel, _ in
        channel.result.range == nil ? .nan : channel.result.moments.deviation
      },
    ]
    let isStyled = state.settings.mode.usesStyles
    let isNormalized = state.settings.mode != .none
    return content + (isStyled ? style : []) + (isNormalized ? affine : []) + result
  }

  private func drawHeadings(
    _ columns: [Column], _ field: Int, on canvas: inout Canvas, in rect: Rect
  ) {
    for (index, column) in columns.enumerated() {
      let place = rect.column + Self.nameWidth + index * field
      canvas.write(
        column.group, row: rect.row, column: place + 1, column.role, width: 2 * field - 2)
      let isEdited =
        (state.control == .gamma && column.title == state.glyphs.gamma)
        || (state.control == .beta && column.title == state.glyphs.beta)
      canvas.write(
        column.title, row: rect.row + 1, column: place, isEdited ? .key : .faint,
        width: field - 1, align: .right)
    }
    let start = rect.column + Self.nameWidth + columns.count * field
    canvas.write(
      "histogram", row: rect.row, column: start, .result, width: rect.endColumn - start)
  }

  private func drawRow(
    _ choice: ChannelChoice, _ columns: [Column], _ field: Int, isSelected: Bool,
    on canvas: inout Canvas,
    in rect: Rect
  ) {
    canvas.write(isSelected ? "▸" : " ", row: rect.row, column: rect.column, .key)
    let role: CellStyle.Role = isSelected ? .title : .label
    guard let index = choice.index, state.channels.indices ~= index else {
      canvas.write("all \(state.channels.count)", row: rect.row, column: rect.column + 1, role)
      drawFilter(on: &canvas, in: rect)
      return
    }
    let channel = state.channels[index]
    let edit = state.settings.edit(of: index)
    canvas.write(
      channel.name, row: rect.row, column: rect.column + 1, role, width: Self.nameWidth - 1)
    for (place, column) in columns.enumerated() {
      let value = column.value(channel, edit.applied(to: channel.uneditedAffine))
      let text = value.map { NumberFormat.fitted($0, width: field - 1) } ?? "–"
      let isEdited = column.role == .edited && !edit.isNeutral
      canvas.write(
        text, row: rect.row, column: rect.column + Self.nameWidth + place * field,
        isEdited ? .edited : .value, width: field - 1, align: .right)
    }
    drawHistogram(channel, columns.count * field, on: &canvas, in: rect)
  }

  private func drawFilter(on canvas: inout Canvas, in rect: Rect) {
    let isTyping = state.overlay == .filter
    guard isTyping || !state.channelsPage.filter.isEmpty else { return }
    let count = state.shownChannels.count
    canvas.write(
      "/\(state.channelsPage.filter)\(isTyping ? "_" : "")  shows \(count) of \(state.channels.count)",
      row: rect.row, column: rect.column + Self.nameWidth + 4, isTyping ? .key : .edited,
      width: rect.columns - Self.nameWidth - 4)
  }

  private func drawHistogram(
    _ channel: ChannelReport, _ used: Int, on canvas: inout Canvas, in rect: Rect
  ) {
    guard let range = channel.result.range else { return }
    let start = rect.column + Self.nameWidth + used
    HistogramView(histogram: channel.result.histogram, range: range, role: .result).draw(
      on: &canvas,
      in: Rect(row: rect.row, column: start, rows: 1, columns: min(24, rect.endColumn - start)))
  }
}
