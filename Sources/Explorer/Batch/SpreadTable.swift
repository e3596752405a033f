// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Table of the spread of the pictures in the batch: before, and after each mode.
struct SpreadTable {
  let state: ExplorerState
  let batch: BatchReport

  private static let nameWidth = 7

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let field = (rect.columns - Self.nameWidth) / 2
    canvas.write("spread", row: rect.row, column: rect.column, .title, width: Self.nameWidth)
    for (index, title) in ["means", "deviations"].enumerated() {
      canvas.write(
        title, row: rect.row,
        column: rect.column + Self.nameWidth + index * field, .faint, width: figureWidth(field),
        align: .right)
    }
    let line = Rect(row: rect.row + 1, column: rect.column, rows: 1, columns: rect.columns)
    canvas.write("before", row: line.row, column: line.column + 1, .content, width: 6)
    draw(batch.spread, .content, field, on: &canvas, in: line)
    for (index, outcome) in batch.outcomes.enumerated() {
      let line = Rect(
        row: rect.row + 2 + index, column: rect.column, rows: 1, columns: rect.columns)
      draw(outcome, field, on: &canvas, in: line)
    }
  }

  /// Width of a number within its field; a bar fills the rest.
  private func figureWidth(_ field: Int) -> Int { min(10, field - 1) }

  private func draw(
    _ outcome: BatchReport.Outcome, _ field: Int, on canvas: inout Canvas, in line: Rect
  ) {
    let isUsed = outcome.mode == state.settings.mode
    canvas.addRegion(line, .action(.use(outcome.mode)))
    if isUsed { canvas.write("▸", row: line.row, column: line.column, .key) }
    canvas.write(
      outcome.mode.abbreviation, row: line.row, column: line.column + 1,
      isUsed ? .title : .label, width: Self.nameWidth - 1)
    if let spread = outcome.spread {
      draw(spread, .result, field, on: &canvas, in: line)
      return
    }
    let isStyleless = outcome.mode.usesStyles && state.settings.styles.isEmpty
    canvas.write(
      isStyleless ? "needs a style (s)" : (outcome.problem ?? "").printable, row: line.row,
      column: line.column + Self.nameWidth + 1, .faint, width: line.columns - Self.nameWidth - 1)
  }

  private func draw(
    _ spread: Spread, _ role: CellStyle.Role, _ field: Int, on canvas: inout Canvas, in line: Rect
  ) {
    for (index, value) in [spread.means, spread.deviations].enumerated() {
      let width = figureWidth(field)
      let column = line.column + Self.nameWidth + index * field
      canvas.write(
        NumberFormat.fitted(value, digits: 4, width: width), row: line.row, column: column,
        value.isNaN ? .warning : .value, width: width, align: .right)
      drawBar(
        value, role, on: &canvas, row: line.row, column: column + width + 1,
        width: field - width - 2)
    }
  }

  /// Draws a bar on a scale of 0…1, so that bars of different batches can be compared. Larger values,
  /// possible for pictures of different sizes, fill it.
  private func drawBar(
    _ value: Double, _ role: CellStyle.Role, on canvas: inout Canvas, row: Int, column: Int,
    width: Int
  ) {
    guard width >= 6, value.isFinite else { return }
    let length = Int((min(1, value) * Double(width)).rounded())
    for place in 0..<width {
      let cell = place < length ? Cell("━", .role(role)) : Cell("─", .role(.frame))
      canvas.put(cell, row: row, column: column + place)
    }
  }
}
