// SPDX-License-Identifier: MIT

import FileIO

/// Layout of the Lab page.
struct LabLayout {
  /// Row of the table’s headings.
  let headRow: Int
  /// One row per condition.
  let table: Rect
  /// Row of the legend.
  let legendRow: Int
  /// Plot area within the axes.
  let plot: Rect
  /// Row of the selected checkpoint.
  let networkRow: Int

  /// Creates the layout.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ size: ScreenSize, conditions: Int) {
    let spare = size.rows >= 30 ? 1 : 0
    headRow = 1 + spare
    table = Rect(row: headRow + 1, column: 1, rows: conditions, columns: min(100, size.columns - 2))
    legendRow = table.endRow + spare
    networkRow = size.rows - 3
    let (top, left) = (legendRow + 1, PlotFrame.labelWidth + 2)
    // Two rows below the plot are for axis and labels.
    plot = Rect(
      row: top, column: left, rows: networkRow - spare - 2 - top,
      columns: size.columns - 2 - left)
  }
}

/// View of the Lab page: a table of the conditions, the curves of the selected one and of the
/// paper, and the checkpoint that Enter loads.
struct LabView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = LabLayout(state.size, conditions: state.labPage.data?.conditions.count ?? 0)
    guard let data = state.labPage.data, let condition = state.selectedCondition else {
      canvas.write("reading…", row: layout.headRow, column: 1, .faint)
      return
    }
    LabTable(
      conditions: data.conditions, cursor: state.conditionIndex, rect: layout.table,
      headRow: layout.headRow
    ).draw(on: &canvas)
    let plot = LossPlot(
      condition: condition, rect: layout.plot, mark: state.selectedCheckpoint?.step,
      isLogarithmic: state.labPage.isLogarithmic, usesLetterMarks: state.usesLetterMarks)
    plot.drawLegend(on: &canvas, row: layout.legendRow)
    plot.draw(on: &canvas)
    canvas.write(
      network(of: condition), row: layout.networkRow, column: 1, width: state.size.columns - 2)
  }

  /// Describes what Enter loads, or why it cannot load anything.
  private func network(of condition: LabData.Condition) -> String {
    let (norm, curve) = (state.labPage.norm, condition[state.labPage.norm])
    if let checkpoint = state.selectedCheckpoint {
      return
        "▸ \(norm.name) network after \(checkpoint.step) of \(curve.planned) steps: Enter loads it"
    }
    return curve.done == 0
      ? "not trained yet: run normscope experiment figure1"
      : "no \(norm.name) network of these \(curve.done) steps was saved"
  }
}

/// Table with one row per condition: both losses, their ratio, and the paper’s ratio.
struct LabTable {
  let conditions: [LabData.Condition]
  let cursor: Int
  let rect: Rect
  let headRow: Int

  private static let figure = 7
  private static let source = 8
  /// Fits "12345/50000".
  private static let steps = 12

  private var hasSteps: Bool { rect.columns >= 76 }
  private var titleWidth: Int {
    rect.columns - 2 - Self.source - 4 * Self.figure - (hasSteps ? Self.steps : 0)
  }

  func draw(on canvas: inout Canvas) {
    write(
      ["photographs", "run", "BN", "IN", "IN/BN", "paper", "steps"], row: headRow, .faint,
      on: &canvas)
    for (index, condition) in conditions.enumerated() {
      let row = rect.row + index
      let isSelected = index == cursor
      canvas.write(isSelected ? "▸" : " ", row: row, column: rect.column, .key, width: 1)
      write(fields(of: condition), row: row, isSelected ? .title : .text, on: &canvas)
      canvas.addRegion(
        Rect(row: row, column: rect.column, rows: 1, columns: rect.columns), .row(index))
    }
  }

  private func fields(of condition: LabData.Condition) -> [String] {
    let figures = [
      condition.batch.end, condition.instance.end, condition.ratio, condition.paperRatio,
    ]
    return [condition.title, condition.source] + figures.map { $0.map(NumberFormat.short) ?? "-" }
      + ["\(condition.done)/\(condition.planned)"]
  }

  private func write(
    _ fields: [String], row: Int, _ role: CellStyle.Role, on canvas: inout Canvas
  ) {
    var column = rect.column + 2
    canvas.write(fields[0].printable, row: row, column: column, role, width: titleWidth - 1)
    column += titleWidth
    canvas.write(fields[1].printable, row: row, column: column, .faint, width: Self.source - 1)
    column += Self.source
    let widths = Array(repeating: Self.figure, count: 4) + (hasSteps ? [Self.steps] : [])
    for (text, width) in zip(fields.dropFirst(2), widths) {
      canvas.write(text, row: row, column: column, role, width: width, align: .right)
      column += width
    }
  }
}
