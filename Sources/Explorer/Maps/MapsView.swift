// SPDX-License-Identifier: MIT

import Normalization

/// View of the Maps page: the maps of all channels, and statistics of the selected one.
struct MapsView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = MapsLayout(state)
    let line = Rect(
      row: layout.controlRow, column: 1, rows: 1, columns: min(72, state.size.columns - 2))
    ControlLine(state: state, control: state.control).draw(on: &canvas, in: line)
    guard let report = state.frame?.report else {
      canvas.write(state.progressText, row: layout.area.row, column: 1, .faint)
      return
    }
    drawHeading(report, on: &canvas, row: layout.headingRow)
    for (channel, box) in layout.maps { draw(channel, layout, on: &canvas, in: box) }
    canvas.drawScrollArrows(above: layout.hasAbove, below: layout.hasBelow, beside: layout.list)
    ChannelSummaryLine(state: state).draw(
      on: &canvas,
      in: Rect(row: layout.summaryRow, column: 1, rows: 1, columns: state.size.columns - 2))
  }

  private func drawHeading(_ report: ResultReport, on canvas: inout Canvas, row: Int) {
    let (before, count) = (state.showsBefore, state.channels.count)
    let role: CellStyle.Role = before ? .content : .result
    var column = canvas.write(before ? "Before" : "Result", row: row, column: 1, role) + 1
    let isTyping = state.overlay == .filter
    if isTyping || !state.channelsPage.filter.isEmpty {
      let shown = state.shownChannels.count
      column =
        canvas.write(
          "/\(state.channelsPage.filter)\(isTyping ? "_" : "")  shows \(shown) of \(count)",
          row: row,
          column: column, isTyping ? .key : .edited) + 2
    } else {
      column = canvas.write("\(count) maps", row: row, column: column, .faint) + 2
    }
    let width = state.size.columns - 1 - column
    canvas.write(
      Canvas.first(of: ranges(report), in: width), row: row, column: column, .faint, width: width,
      align: .right)
  }

  /// Description of the gray range, from the longest wording to the shortest.
  private func ranges(_ report: ResultReport) -> [String] {
    guard state.mapsPage.hasCommonGrayRange else {
      return ["gray: each map from its minimum to its maximum", "gray: separate ranges"]
    }
    let range = report.commonGrayRange(isBefore: state.showsBefore)
    let (low, high) = (NumberFormat.short(range.lowerBound), NumberFormat.short(range.upperBound))
    let mean = state.glyphs.mean
    let deviation = state.glyphs.deviation
    return [
      "gray: all from \(low) to \(high), \(mean) ± 2 \(deviation) over all channels",
      "gray: all from \(low) to \(high)",
    ]
  }

  private func draw(
    _ channel: Int, _ layout: MapsLayout, on canvas: inout Canvas, in box: Rect
  ) {
    let name = Rect(row: box.row - 1, column: box.column, rows: 1, columns: box.columns)
    let isSelected = state.channel == .one(channel)
    canvas.addRegion(
      Rect(row: name.row, column: box.column, rows: box.rows + 1, columns: box.columns),
      .row(channel))
    if isSelected { canvas.fill(name, with: Cell(" ", .role(.selected))) }
    let isEdited = !state.settings.edit(of: channel).isNeutral
    canvas.write(
      state.channels[channel].name, row: name.row, column: name.column,
      isSelected ? .selected : isEdited ? .edited : .label, width: name.columns)
    canvas.draw(raster(channel, layout), in: box)
  }

  /// The map; until it has been rendered, the map of the other side.
  private func raster(_ channel: Int, _ layout: MapsLayout) -> Raster? {
    let rasters = state.frame?.rasters
    return rasters?[layout.slot(of: channel)] ?? rasters?[.mapBefore(channel)]
      ?? rasters?[.mapAfter(channel)]
  }
}

/// Statistics of the selected channel in one line: before and after, γ and β, as far as they fit.
struct ChannelSummaryLine {
  let state: ExplorerState

  /// A name and one or two values.
  private struct Item {
    let name: String
    let values: [(Double, CellStyle.Role)]
    let sign: String
  }

  private static let nameWidth = 5

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard let index = state.channel.index, state.channels.indices ~= index else {
      canvas.write(
        "all \(state.channels.count) channels", row: rect.row, column: rect.column, .title)
      return
    }
    canvas.write(
      state.channels[index].name, row: rect.row, column: rect.column, .title,
      width: Self.nameWidth - 1)
    let field = rect.columns >= 110 ? 8 : 6
    var column = rect.column + Self.nameWidth
    for item in items(state.channels[index], index) {
      let width = Canvas.width(of: item.name) + 1 + item.values.count * (field + 1) - 1
      if column + width > rect.endColumn { break }
      draw(item, field, on: &canvas, row: rect.row, column: column)
      column += width + 2
    }
  }

  private func draw(_ item: Item, _ field: Int, on canvas: inout Canvas, row: Int, column: Int) {
    var column = canvas.write(item.name, row: row, column: column, .faint) + 1
    for (place, (value, role)) in item.values.enumerated() {
      if place > 0 { column = canvas.write(item.sign, row: row, column: column, .faint) }
      let text = NumberFormat.fitted(value, digits: field == 8 ? 4 : 3, width: field)
      canvas.write(
        text, row: row, column: column, value.isNaN ? .warning : role, width: field,
        align: place > 0 ? .left : .right)
      column += field
    }
  }

  private func items(_ channel: ChannelReport, _ index: Int) -> [Item] {
    let glyphs = state.glyphs
    let affine = state.settings.edit(of: index).applied(to: channel.uneditedAffine)
    let role: CellStyle.Role = state.settings.edit(of: index).isNeutral ? .value : .edited
    func change(_ name: String, _ figure: (PlaneStatistics) -> Double) -> Item {
      let values = channel.sides.map { side, role in
        (side.range == nil ? .nan : figure(side), role)
      }
      return Item(name: name, values: values, sign: "→")
    }
    func parameter(_ name: String, _ value: Double) -> Item {
      Item(name: name, values: [(value, role)], sign: "")
    }
    let parameters =
      state.settings.mode == .none
      ? [] : [parameter(glyphs.gamma, affine.gamma), parameter(glyphs.beta, affine.beta)]
    let moments = [
      change(glyphs.mean, \.moments.mean), change(glyphs.deviation, \.moments.deviation),
    ]
    return moments + parameters + [range(of: channel)]
  }

  /// Range of the visible side.
  private func range(of channel: ChannelReport) -> Item {
    let (side, role) = channel.sides[state.showsBefore ? 0 : 1]
    let ends = side.range.map { [$0.lowerBound, $0.upperBound] } ?? [.nan, .nan]
    return Item(name: "range", values: ends.map { ($0, role) }, sign: "…")
  }
}
