// SPDX-License-Identifier: MIT

import FileIO

/// A row for each condition: both losses, their ratio, and the paper's.
struct LabTable {
  let panels: [Lab.Panel]
  let cursor: Int
  let rect: Rect
  let headRow: Int

  private static let figure = 7
  private static let source = 8
  /// "12345/50000".
  private static let steps = 12

  private var hasSteps: Bool { rect.columns >= 76 }
  private var titleWidth: Int {
    rect.columns - 2 - Self.source - 4 * Self.figure - (hasSteps ? Self.steps : 0)
  }

  func draw(on canvas: inout Canvas) {
    write(
      ["photographs", "run", "BN", "IN", "IN/BN", "paper", "steps"], row: headRow, .faint,
      on: &canvas)
    for (index, panel) in panels.enumerated() {
      let row = rect.row + index
      let isChosen = index == cursor
      canvas.write(isChosen ? "▸" : " ", row: row, column: rect.column, .key, width: 1)
      write(fields(of: panel), row: row, isChosen ? .title : .text, on: &canvas)
      canvas.listen(
        Rect(row: row, column: rect.column, rows: 1, columns: rect.columns), .row(index))
    }
  }

  private func fields(of panel: Lab.Panel) -> [String] {
    let figures = [panel.batch.end, panel.instance.end, panel.ratio, panel.paperRatio]
    return [panel.title, panel.source] + figures.map { $0.map(Figure.short) ?? "-" }
      + ["\(panel.done)/\(panel.planned)"]
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
