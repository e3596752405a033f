// SPDX-License-Identifier: MIT

/// A style being learned: how far it is, its losses, and their course.
struct LearningPanel {
  let state: State
  let learning: LearningProgress

  /// How many of the last steps are averaged in a figure.
  private static let window = 20

  func draw(on canvas: inout Canvas, in rect: Rect) {
    drawLine(progress, on: &canvas, in: rect, row: 0, .text)
    guard rect.rows >= 2, !learning.losses.isEmpty else { return }
    drawFigures(on: &canvas, in: rect)
    let plot = Rect(
      row: rect.row + 2, column: rect.column, rows: rect.rows - 2, columns: rect.columns)
    LossCurves(state: state, learning: learning).draw(on: &canvas, in: plot)
  }

  private var progress: String {
    if learning.isEnding { return "it is being saved…" }
    guard let left = learning.secondsLeft else { return "looking at the style…" }
    return "\(learning.losses.count)/\(learning.steps) · \(ClockText.text(seconds: left)) left"
      + " · Esc ends it and keeps it"
  }

  private func drawLine(
    _ text: String, on canvas: inout Canvas, in rect: Rect, row: Int, _ role: CellStyle.Role
  ) {
    canvas.write(
      text, row: rect.row + row, column: rect.column, role, width: rect.columns)
  }

  /// The means of the last steps, as a legend of the curves.
  private func drawFigures(on canvas: inout Canvas, in rect: Rect) {
    let last = learning.losses.suffix(Self.window)
    var column = rect.column
    for loss in LossCurves.shown where column + 16 <= rect.endColumn {
      let mean = last.map { loss.value(of: $0) }.reduce(0, +) / Double(last.count)
      let sign = state.hasMarks ? loss.letter : "●"
      canvas.put(Cell(sign, .role(loss.role)), row: rect.row + 1, column: column)
      column = canvas.write(loss.name, row: rect.row + 1, column: column + 2, loss.role) + 1
      column =
        canvas.write(
          Figure.fitted(mean, digits: 3, width: 6), row: rect.row + 1, column: column, .value) + 2
    }
  }
}
