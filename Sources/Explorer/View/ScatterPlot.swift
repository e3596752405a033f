// SPDX-License-Identifier: MIT

/// The clouds of points within their axes.
struct ScatterPlot {
  let state: State
  /// The cells of the points; the axes are left of it and below.
  let rect: Rect
  /// Content, style and result, the later over the earlier.
  let clouds: [Cloud]
  /// μ across, σ up.
  private let across, up: Axis

  init(state: State, rect: Rect) {
    (self.state, self.rect) = (state, rect)
    clouds = Cloud.all(of: state)
    let points = clouds.flatMap { $0.points.compactMap { $0 } }
    across = Axis(covering: Self.range(points.map(\.mean)), most: 3 + rect.columns / 12)
    up = Axis(
      covering: Self.range(points.map(\.deviation)), state.deviationScale,
      most: 3 + rect.rows / 4)
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 1...1 }
    return low...high
  }

  func draw(on canvas: inout Canvas) {
    drawAxes(on: &canvas)
    drawClouds(on: &canvas)
    drawMarks(on: &canvas)
  }

  // MARK: axes

  private func drawAxes(on canvas: inout Canvas) {
    let (column, row) = (rect.column - 1, rect.endRow)
    let left = Rect(row: rect.row, column: column, rows: rect.rows, columns: 1)
    canvas.fill(left, with: Cell("│", .role(.frame)))
    canvas.fill(
      Rect(row: row, column: rect.column, rows: 1, columns: rect.columns),
      with: Cell("─", .role(.frame)))
    canvas.put(Cell("└", .role(.frame)), row: row, column: column)
    for tick in up.ticks {
      let row = rect.row + dot(0, up.place(of: tick)).row
      canvas.put(Cell("┤", .role(.frame)), row: row, column: column)
      canvas.write(
        up.text(of: tick), row: row, column: 0, .faint, width: ScatterLayout.labelWidth,
        align: .right)
    }
    drawNumbersAcross(on: &canvas)
  }

  private func drawNumbersAcross(on canvas: inout Canvas) {
    canvas.write(
      state.lettering.mean, row: rect.endRow, column: 0, .faint,
      width: ScatterLayout.labelWidth, align: .right)
    var free = rect.column
    for tick in across.ticks {
      let column = rect.column + dot(across.place(of: tick), 0).column
      canvas.put(Cell("┬", .role(.frame)), row: rect.endRow, column: column)
      let text = across.text(of: tick)
      let start = max(rect.column, min(rect.endColumn - text.count, column - text.count / 2))
      if start < free { continue }
      free = canvas.write(text, row: rect.endRow + 1, column: start, .faint) + 1
    }
  }

  // MARK: points

  /// The dot at shares 0…1 of the axes.
  private func dot(_ x: Double, _ y: Double) -> DotGrid.Dot {
    DotGrid.Dot(
      x: Int((x * Double(2 * rect.columns - 1)).rounded()),
      y: Int(((1 - y) * Double(4 * rect.rows - 1)).rounded()))
  }

  func dot(_ point: Cloud.Point) -> DotGrid.Dot {
    dot(across.place(of: point.mean), up.place(of: point.deviation))
  }

  private func drawClouds(on canvas: inout Canvas) {
    var grid = DotGrid(rows: rect.rows, columns: rect.columns, layers: 1 + clouds.count)
    setDots(of: &grid, on: &canvas)
    if let path { grid.line(from: path.0, to: path.1, layer: 0) }
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        guard let (glyph, layer) = grid.cell(row: row, column: column) else { continue }
        let (letter, role): (Unicode.Scalar, Ink.Role) =
          layer == 0 ? (".", .frame) : (clouds[layer - 1].letter, clouds[layer - 1].role)
        canvas.put(
          Cell(state.hasMarks ? letter : glyph, .role(role)), row: rect.row + row,
          column: rect.column + column)
      }
    }
  }

  /// A dot for each channel that has no mark; a press on it chooses the channel.
  private func setDots(of grid: inout DotGrid, on canvas: inout Canvas) {
    // Where there is room a point is four dots, which are seen better.
    let side = 16 * state.channels.count <= rect.rows * rect.columns ? 2 : 1
    let marked = Set(marked)
    for (layer, cloud) in clouds.enumerated() {
      for (channel, point) in cloud.points.enumerated() where !marked.contains(channel) {
        guard let dot = point.map(dot) else { continue }
        grid.put(dot, side: side, layer: 1 + layer)
        canvas.listen(cell(of: dot), .channel(.one(channel)))
      }
    }
  }

  /// From the chosen channel's content to its result.
  private var path: (DotGrid.Dot, DotGrid.Dot)? {
    guard let index = chosen, clouds.count > 1, let start = clouds[0].points[index],
      let end = clouds[clouds.count - 1].points[index]
    else { return nil }
    return (dot(start), dot(end))
  }

  func cell(of dot: DotGrid.Dot) -> Rect {
    Rect(row: rect.row + dot.row, column: rect.column + dot.column, rows: 1, columns: 1)
  }
}
