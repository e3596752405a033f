// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// Row of one style: name, weight and slider track.
struct StyleRow {
  let state: ExplorerState
  let row: StyleBankEntry
  let isSelected: Bool

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let track = rect.columns >= 50 ? 12 : 6
    let note = state.settings.normalizesWeights ? 6 : 0
    let name = rect.columns - 2 - 7 - 1 - track - note
    let weight = state.weight(of: row)
    canvas.write(isSelected ? "▸" : " ", row: rect.row, column: rect.column, .key)
    canvas.write(
      title(in: name), row: rect.row, column: rect.column + 2,
      isSelected ? .title : weight == nil ? .faint : .text,
      width: name)
    let column = rect.column + 2 + name
    drawWeight(weight, on: &canvas, row: rect.row, column: column)
    if weight != nil || isSelected {
      SliderTrack(position: Slider.alpha.position(of: weight ?? 0), isSelected: isSelected).draw(
        on: &canvas, row: rect.row, column: column + 8, width: track)
    }
    if let index = state.settings.styleMixture.firstIndex(where: { $0.path == row.path }) {
      canvas.addRegion(
        Rect(row: rect.row, column: column + 8, rows: 1, columns: track),
        .track(.weight(index)))
    }
    if note > 0, let share {
      canvas.write(
        share, row: rect.row, column: column + 8 + track, .faint, width: note, align: .right)
    }
  }

  /// The name; while it is edited, its end.
  private func title(in width: Int) -> String {
    guard isSelected, case .naming(let text) = state.overlay else { return row.name.printable }
    let shown = text.printable
    let isLong = Canvas.width(of: shown) >= width
    return (isLong ? "…" + shown.suffix(max(0, width - 2)) : shown) + "_"
  }

  private func drawWeight(
    _ weight: Double?, on canvas: inout Canvas, row: Int, column: Int
  ) {
    if isSelected, case .entry(let text) = state.overlay {
      canvas.write(text + "_", row: row, column: column, .selected, width: 7, align: .right)
      return
    }
    let text = weight.map { String(format: "%.2f", $0) } ?? "–"
    canvas.write(
      text, row: row, column: column, weight == nil ? .faint : .value, width: 7, align: .right)
  }

  /// Fraction of the sum of weights, which AdaIN divides by.
  private var share: String? {
    let sum = state.settings.styleMixture.map(\.weight).reduce(0, +)
    guard let weight = state.weight(of: row), sum != 0 else { return nil }
    return String(format: "%.0f %%", weight / sum * 100)
  }
}

/// γ and β of the mixture: the row that CIN looks up, or AdaIN’s affine.
struct MixtureTable {
  let state: ExplorerState

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows >= 3, state.settings.mode != .none, !state.channels.isEmpty else { return }
    let shown = shownChannels(space: (rect.columns - 9) / 8)
    canvas.write(
      state.settings.mode == .conditional ? "row" : "affine", row: rect.row,
      column: rect.column + 2,
      .title)
    for (place, index) in shown.enumerated() {
      let affine = state.settings.edit(of: index).applied(to: state.channels[index].uneditedAffine)
      let column = rect.column + 9 + place * 8
      canvas.write(
        state.channels[index].name, row: rect.row, column: column, .faint, width: 7, align: .right)
      for (line, value) in [affine.gamma, affine.beta].enumerated() {
        canvas.write(
          NumberFormat.fitted(value, digits: 4, width: 7), row: rect.row + 1 + line, column: column,
          state.settings.edit(of: index).isNeutral ? .value : .edited, width: 7, align: .right)
      }
    }
    canvas.write(state.glyphs.gamma, row: rect.row + 1, column: rect.column + 2, .label)
    canvas.write(state.glyphs.beta, row: rect.row + 2, column: rect.column + 2, .label)
  }

  /// Channels that fit, including the selected one.
  private func shownChannels(space: Int) -> Range<Int> {
    let count = min(state.channels.count, max(1, space))
    let first = max(0, min((state.channel.index ?? 0) - count / 2, state.channels.count - count))
    return first..<first + count
  }
}
