// SPDX-License-Identifier: MIT

/// The experiment's curves: a table of its conditions, the curves of the chosen one beside the
/// paper's, and the network that Enter loads.
struct LabView {
  let state: State

  func draw(on canvas: inout Canvas) {
    let layout = LabLayout(state.size, panels: state.lab?.panels.count ?? 0)
    guard let lab = state.lab, let panel = state.labPanel else {
      canvas.write("reading…", row: layout.headRow, column: 1, .faint)
      return
    }
    LabTable(
      panels: lab.panels, cursor: state.labPlace, rect: layout.table, headRow: layout.headRow
    ).draw(on: &canvas)
    let plot = LossPlot(
      panel: panel, rect: layout.plot, mark: state.savedNetwork?.step,
      isLogarithmic: state.labCursor.isLogarithmic, hasMarks: state.hasMarks)
    plot.drawLegend(on: &canvas, row: layout.legendRow)
    plot.draw(on: &canvas)
    canvas.write(
      network(of: panel), row: layout.networkRow, column: 1, width: state.size.columns - 2)
  }

  /// What Enter does, or why it does nothing.
  private func network(of panel: Lab.Panel) -> String {
    let (norm, curve) = (state.labCursor.norm, panel[state.labCursor.norm])
    if let saved = state.savedNetwork {
      return "▸ the \(norm.name) net after \(saved.step) of \(curve.planned) steps: Enter loads it"
    }
    return curve.done == 0
      ? "not trained yet: normscope experiment figure1 does it"
      : "no \(norm.name) net of these \(curve.done) steps is here"
  }
}
