// SPDX-License-Identifier: MIT

/// The list of controls, the chosen one marked.
struct ControlPanel {
  let state: State

  /// Draws as many controls as fit, scrolled so that the chosen one is among them.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    let list = state.controls
    let chosen = list.firstIndex(of: state.control) ?? 0
    let first = max(0, min(chosen - rect.rows + 1, list.count - rect.rows))
    canvas.markMore(
      above: first > 0, below: first + rect.rows < list.count, beside: rect)
    for (row, control) in list.dropFirst(first).prefix(rect.rows).enumerated() {
      ControlLine(state: state, control: control).draw(
        on: &canvas,
        in: Rect(row: rect.row + row, column: rect.column, rows: 1, columns: rect.columns))
    }
  }
}
