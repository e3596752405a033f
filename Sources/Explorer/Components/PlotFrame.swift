// SPDX-License-Identifier: MIT

/// Axes of a plot, with tick labels left of and below its cells.
struct PlotFrame {
  /// Cells of the plot. The labels occupy `labelWidth` + 2 columns left of it and 2 rows below.
  let rect: Rect
  /// Horizontal and vertical axis.
  let xAxis, yAxis: Axis
  /// Name of the horizontal axis.
  let name: String

  /// Width of the labels left of a plot.
  static let labelWidth = 7

  /// The dot at a pair of values, clamped to the axes.
  func dot(_ x: Double, _ y: Double) -> DotGrid.Dot {
    dot(xAxis.position(of: x), fraction: yAxis.position(of: y))
  }

  private func dot(_ x: Double, fraction y: Double) -> DotGrid.Dot {
    DotGrid.Dot(
      x: Int((x * Double(2 * rect.columns - 1)).rounded()),
      y: Int(((1 - y) * Double(4 * rect.rows - 1)).rounded()))
  }

  /// The cell that contains a dot.
  func cell(of dot: DotGrid.Dot) -> Rect {
    Rect(row: rect.row + dot.row, column: rect.column + dot.column, rows: 1, columns: 1)
  }

  /// Writes text left of the plot, aligned with the tick labels.
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
    for tick in yAxis.ticks {
      let row = rect.row + dot(0, fraction: yAxis.position(of: tick)).row
      canvas.put(Cell("┤", .role(.frame)), row: row, column: column)
      label(yAxis.text(of: tick), row: row, on: &canvas)
    }
    drawHorizontalLabels(on: &canvas)
  }

  private func drawHorizontalLabels(on canvas: inout Canvas) {
    label(name, row: rect.endRow, on: &canvas)
    var free = rect.column
    for tick in xAxis.ticks {
      let column = rect.column + dot(xAxis.position(of: tick), fraction: 0).column
      canvas.put(Cell("┬", .role(.frame)), row: rect.endRow, column: column)
      let text = xAxis.text(of: tick)
      let start = max(rect.column, min(rect.endColumn - text.count, column - text.count / 2))
      if start < free { continue }
      free = canvas.write(text, row: rect.endRow + 1, column: start, .faint) + 1
    }
  }
}
