// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Settings

/// View of the Compare page: the same content under several modes, and a table of their statistics.
struct CompareView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = CompareLayout(state.size)
    drawOriginal(on: &canvas, in: layout.pictures[0])
    for (mode, box) in zip(NormalizationMode.comparePageModes, layout.pictures.dropFirst()) {
      draw(mode, on: &canvas, in: box)
    }
    CompareTable(state: state).draw(on: &canvas, in: layout.table, layout.hasOriginal)
    let line = Rect(
      row: layout.controlRow, column: 1, rows: 1, columns: min(72, state.size.columns - 2))
    ControlLine(state: state, control: state.control).draw(on: &canvas, in: line)
  }

  private func drawOriginal(on canvas: inout Canvas, in box: Rect) {
    let end = canvas.write("Content", row: box.row - 1, column: box.column + 1, .content) + 1
    canvas.write(
      (state.frame?.report?.content.name ?? "").printable, row: box.row - 1, column: end, .faint,
      width: box.endColumn - end)
    canvas.draw(state.frame?.rasters[.content], in: box)
  }

  private func draw(_ mode: NormalizationMode, on canvas: inout Canvas, in box: Rect) {
    let region = Rect(
      row: box.row - 1, column: box.column, rows: box.rows + 1, columns: box.columns)
    canvas.addRegion(region, .action(.use(mode)))
    let row = box.row - 1
    if state.comparePage.mode == mode { canvas.write("▸", row: row, column: box.column, .key) }
    let role: CellStyle.Role = state.settings.mode == mode ? .title : .result
    canvas.write(mode.abbreviation, row: row, column: box.column + 1, role)
    guard let comparison = state.comparison(of: mode) else { return }
    if let clipped = comparison.statistics?.clipped {
      let share = NumberFormat.percent(clipped)
      // All shares start in one column, whatever the length of the names.
      let (column, width) = (box.column + 7, box.columns - 7)
      let text = Canvas.first(of: ["clipped \(share)", "clip \(share)", share], in: width)
      canvas.write(text, row: row, column: column, .faint, width: width)
    }
    canvas.draw(state.frame?.rasters[.compare(mode)], in: box)
    if comparison.problem != nil { drawProblem(mode, on: &canvas, in: box) }
  }

  /// The full message is in the table, where there is more room.
  private func drawProblem(_ mode: NormalizationMode, on canvas: inout Canvas, in box: Rect) {
    let isStyleless = state.settings.lacksStyle(for: mode)
    let texts =
      isStyleless
      ? ["needs a style: s chooses one", "needs a style (s)"] : ["cannot be computed"]
    canvas.write(
      Canvas.first(of: texts, in: box.columns - 1), row: box.row, column: box.column + 1, .faint,
      width: box.columns - 1)
  }
}
