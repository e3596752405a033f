// SPDX-License-Identifier: MIT

import Normalization

/// γ and β that the styles give together: the row that CIN looks up, or AdaIN's affine.
struct MixtureTable {
  let state: State

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows >= 3, state.settings.mode != .none, !state.channels.isEmpty else { return }
    let shown = shownChannels(space: (rect.columns - 9) / 8)
    canvas.write(
      state.settings.mode == .conditional ? "row" : "affine", row: rect.row,
      column: rect.column + 2,
      .title)
    for (place, index) in shown.enumerated() {
      let affine = state.settings.edit(of: index).applied(to: state.channels[index].base)
      let column = rect.column + 9 + place * 8
      canvas.write(
        state.channels[index].name, row: rect.row, column: column, .faint, width: 7, align: .right)
      for (line, value) in [affine.gamma, affine.beta].enumerated() {
        canvas.write(
          Figure.fitted(value, digits: 4, width: 7), row: rect.row + 1 + line, column: column,
          state.settings.edit(of: index).isNeutral ? .value : .edited, width: 7, align: .right)
      }
    }
    canvas.write(state.glyphs.gamma, row: rect.row + 1, column: rect.column + 2, .label)
    canvas.write(state.glyphs.beta, row: rect.row + 2, column: rect.column + 2, .label)
  }

  /// The channels that fit, the chosen one among them.
  private func shownChannels(space: Int) -> Range<Int> {
    let count = min(state.channels.count, max(1, space))
    let first = max(0, min((state.channel.index ?? 0) - count / 2, state.channels.count - count))
    return first..<first + count
  }
}
