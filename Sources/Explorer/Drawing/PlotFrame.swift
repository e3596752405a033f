// SPDX-License-Identifier: MIT

/// The axes of a plot, with ticks and numbers left of its cells and below.
struct PlotFrame {
  /// The cells of the plot; left of them are `labelWidth` + 2, below 2 rows.
  let rect: Rect
  /// From left to right, and from the bottom up.
  let across, up: Axis
  /// What goes across.
  let name: String

  /// Cells for the numbers left of a plot.
  static let labelWidth = 7

  /// The dot of a pair of values; one beyond an axis is at its nearer end.
  func dot(_ x: Double, _ y: Double) -> DotGrid.Dot {
    dot(across.place(of: x), up: up.place(of: y))
  }

  private func dot(_ x: Double, up y: Double) -> DotGrid.Dot {
    DotGrid.Dot(
      x: Int((x * Double(2 * rect.columns - 1)).rounded()),
      y: Int(((1 - y) * Double(4 * rect.rows - 1)).rounded()))
  }

  /// The cell that a dot is in.
  func cell(of dot: DotGrid.Dot) -> Rect {
    Rect(row: rect.row + dot.row, column: rect.column + dot.column, rows: 1, columns: 1)
  }

  /// Writes text left of the plot, as numbers are.
  func label(_ text: String, row: Int, on canvas: inout Canvas) {
    canvas.write(
      text, row: row, column: rect.column - 2 - Self.labelWidth, .faint, width: Self.labelWidth,
      align: .right)
  }

  func draw(on canvas: inout Canvas) {
    let (column, row) = (rect.column - 1, rect.endRow)
    let left = Rect(row: rect.row, column: column, rows: rect.rows, columns: 1)
    canvas.fill(left, with: Cell("│", .role(.frame)))
    canvas.fill(
      Rect(row: row, column: rect.column, rows: 1, columns: rect.columns),
      with: Cell("─", .role(.frame)))
    canvas.put(Cell("└", .role(.frame)), row: row, column: column)
    for tick in up.ticks {
      let row = rect.row + dot(0, up: up.place(of: tick)).row
      canvas.put(Cell("┤", .role(.frame)), row: row, column: column)
      label(up.text(of: tick), row: row, on: &canvas)
    }
    drawNumbersAcross(on: &canvas)
  }

  private func drawNumbersAcross(on canvas: inout Canvas) {
    label(name, row: rect.endRow, on: &canvas)
    var free = rect.column
    for tick in across.ticks {
      let column = rect.column + dot(across.place(of: tick), up: 0).column
      canvas.put(Cell("┬", .role(.frame)), row: rect.endRow, column: column)
      let text = across.text(of: tick)
      let start = max(rect.column, min(rect.endColumn - text.count, column - text.count / 2))
      if start < free { continue }
      free = canvas.write(text, row: rect.endRow + 1, column: start, .faint) + 1
    }
  }
}
