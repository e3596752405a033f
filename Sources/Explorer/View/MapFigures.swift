// SPDX-License-Identifier: MIT

import Normalization

/// The chosen channel in one line: its figures before and after, and γ and β, as far as they fit.
struct MapFigures {
  let state: State

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
      let text = Figure.fitted(value, digits: field == 8 ? 4 : 3, width: field)
      canvas.write(
        text, row: row, column: column, value.isNaN ? .warning : role, width: field,
        align: place > 0 ? .left : .right)
      column += field
    }
  }

  private func items(_ channel: ChannelReport, _ index: Int) -> [Item] {
    let letters = state.glyphs
    let affine = state.settings.edit(of: index).applied(to: channel.base)
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
      ? [] : [parameter(letters.gamma, affine.gamma), parameter(letters.beta, affine.beta)]
    let moments = [
      change(letters.mean, \.moments.mean), change(letters.deviation, \.moments.deviation),
    ]
    return moments + parameters + [range(of: channel)]
  }

  /// The range of the side whose maps are shown.
  private func range(of channel: ChannelReport) -> Item {
    let (side, role) = channel.sides[state.showsBefore ? 0 : 1]
    let ends = side.range.map { [$0.lowerBound, $0.upperBound] } ?? [.nan, .nan]
    return Item(name: "range", values: ends.map { ($0, role) }, sign: "…")
  }
}
