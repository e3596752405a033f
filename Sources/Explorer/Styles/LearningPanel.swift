// SPDX-License-Identifier: MIT

/// Panel of the training of a style: progress, losses and their curves.
struct LearningPanel {
  let state: ExplorerState
  let learning: LearningProgress

  /// Number of steps that a displayed loss is averaged over.
  private static let window = 20

  func draw(on canvas: inout Canvas, in rect: Rect) {
    drawLine(progress, on: &canvas, in: rect, row: 0, .text)
    guard rect.rows >= 2, !learning.losses.isEmpty else { return }
    drawValues(on: &canvas, in: rect)
    let plot = Rect(
      row: rect.row + 2, column: rect.column, rows: rect.rows - 2, columns: rect.columns)
    LearningLossPlot(state: state, learning: learning).draw(on: &canvas, in: plot)
  }

  private var progress: String {
    if learning.isEnding { return "saving…" }
    guard let left = learning.secondsLeft else { return "analyzing the style…" }
    return "\(learning.losses.count)/\(learning.steps) · \(ClockText.text(seconds: left)) left"
      + " · Esc: stop and save"
  }

  private func drawLine(
    _ text: String, on canvas: inout Canvas, in rect: Rect, row: Int, _ role: CellStyle.Role
  ) {
    canvas.write(
      text, row: rect.row + row, column: rect.column, role, width: rect.columns)
  }

  /// Draws the mean losses of the last steps, which are also the legend of the curves.
  private func drawValues(on canvas: inout Canvas, in rect: Rect) {
    let last = learning.losses.suffix(Self.window)
    var column = rect.column
    for loss in LearningLossPlot.shown where column + 16 <= rect.endColumn {
      let mean = last.map { loss.value(of: $0) }.reduce(0, +) / Double(last.count)
      let sign = state.usesLetterMarks ? loss.letter : "●"
      canvas.put(Cell(sign, .role(loss.role)), row: rect.row + 1, column: column)
      column = canvas.write(loss.name, row: rect.row + 1, column: column + 2, loss.role) + 1
      column =
        canvas.write(
          NumberFormat.fitted(mean, digits: 3, width: 6), row: rect.row + 1, column: column, .value)
        + 2
    }
  }
}

/// Losses of a training over its steps on a logarithmic axis, as braille lines.
struct LearningLossPlot {
  let state: ExplorerState
  let learning: LearningProgress

  /// Loss with a curve.
  enum Loss {
    case content, style

    var name: String { self == .style ? "style" : "content" }
    var role: CellStyle.Role { self == .style ? .style : .content }
    /// Letter that represents the loss without colors.
    var letter: Unicode.Scalar { self == .style ? "s" : "c" }

    func value(of losses: LearningLosses) -> Double {
      self == .style ? losses.style : losses.content
    }
  }

  /// The style loss is drawn last, over the content loss.
  static let shown: [Loss] = [.content, .style]

  /// Width of the labels left of the curves.
  private static let labelWidth = 6

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let plot = Rect(
      row: rect.row, column: rect.column + Self.labelWidth + 1, rows: rect.rows - 1,
      columns: rect.columns - Self.labelWidth - 1)
    guard plot.rows >= 2, plot.columns >= 8, learning.steps > 0 else { return }
    let curves = Self.shown.map { means(of: $0, in: 2 * plot.columns) }
    let values = curves.flatMap { $0.compactMap { $0 } }
    guard let low = values.min(), let high = values.max() else { return }
    let axis = Axis(covering: low...high, .logarithmic, maxTicks: 3 + plot.rows / 4)
    drawAxes(axis, on: &canvas, in: plot)
    drawCurves(curves, axis, on: &canvas, in: plot)
  }

  /// Mean loss over the steps of each column of dots; nil for columns without steps.
  func means(of loss: Loss, in dots: Int) -> [Double?] {
    var sums = [(sum: Double, count: Double)](repeating: (0, 0), count: dots)
    for (step, losses) in learning.losses.enumerated() {
      let value = loss.value(of: losses)
      guard value.isFinite, value > 0 else { continue }
      let place = min(dots - 1, step * dots / max(1, learning.steps))
      sums[place] = (sums[place].sum + value, sums[place].count + 1)
    }
    return sums.map { $0.count > 0 ? $0.sum / $0.count : nil }
  }

  private func drawAxes(_ axis: Axis, on canvas: inout Canvas, in plot: Rect) {
    let left = Rect(row: plot.row, column: plot.column - 1, rows: plot.rows, columns: 1)
    canvas.fill(left, with: Cell("│", .role(.frame)))
    for tick in axis.ticks {
      let row = plot.row + dot(0, axis.position(of: tick), in: plot).row
      canvas.put(Cell("┤", .role(.frame)), row: row, column: plot.column - 1)
      canvas.write(
        axis.text(of: tick), row: row, column: left.column - Self.labelWidth, .faint,
        width: Self.labelWidth, align: .right)
    }
    canvas.write("0", row: plot.endRow, column: plot.column, .faint)
    canvas.write(
      "\(learning.steps) steps", row: plot.endRow, column: plot.column, .faint,
      width: plot.columns, align: .right)
  }

  /// The dot at a column and a fraction 0…1 of the axis.
  private func dot(_ x: Int, _ y: Double, in plot: Rect) -> DotGrid.Dot {
    DotGrid.Dot(x: x, y: Int(((1 - y) * Double(4 * plot.rows - 1)).rounded()))
  }

  private func drawCurves(
    _ curves: [[Double?]], _ axis: Axis, on canvas: inout Canvas, in plot: Rect
  ) {
    // Layer 0 is the background, which is empty.
    var grid = DotGrid(rows: plot.rows, columns: plot.columns, layers: 1 + curves.count)
    for (index, curve) in curves.enumerated() {
      let dots = curve.enumerated().compactMap { x, value in
        value.map { dot(x, axis.position(of: $0), in: plot) }
      }
      for (start, end) in zip(dots, dots.dropFirst() + dots.suffix(1)) {
        grid.line(from: start, to: end, layer: 1 + index)
      }
    }
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        guard let (glyph, layer) = grid.cell(row: row, column: column) else { continue }
        let loss = Self.shown[layer - 1]
        canvas.put(
          Cell(state.usesLetterMarks ? loss.letter : glyph, .role(loss.role)), row: plot.row + row,
          column: plot.column + column)
      }
    }
  }
}
