// SPDX-License-Identifier: MIT

/// Plot of both trainings of a condition: style loss over steps, and the paper’s losses as letters.
struct LossPlot {
  let condition: LabData.Condition
  /// Steps of the selected checkpoint.
  let mark: Int?
  let usesLetterMarks: Bool
  private let isLogarithmic: Bool
  private let frame: PlotFrame

  init(
    condition: LabData.Condition, rect: Rect, mark: Int?, isLogarithmic: Bool, usesLetterMarks: Bool
  ) {
    (self.condition, self.mark) = (condition, mark)
    (self.isLogarithmic, self.usesLetterMarks) = (isLogarithmic, usesLetterMarks)
    frame = PlotFrame(
      rect: rect,
      xAxis: Axis(covering: 0...Double(condition.planned), maxTicks: 3 + rect.columns / 12),
      yAxis: Axis(
        covering: Self.range(of: condition, isLogarithmic), isLogarithmic ? .logarithmic : .linear,
        maxTicks: 3 + rect.rows / 4),
      name: "step")
  }

  /// Vertical range: from 0, or from the smallest loss on a logarithmic axis, to the largest loss
  /// after the first steps. The first losses are so large that the others would not be
  /// distinguishable; they are clamped to the upper edge.
  private static func range(
    of condition: LabData.Condition, _ isLogarithmic: Bool
  ) -> ClosedRange<Double> {
    let first = min(100, max(condition.batch.done, condition.instance.done) / 10)
    let measured = (condition.batch.points + condition.instance.points).filter { $0.step >= first }
    let losses = (measured + paper(of: condition)).map(\.loss).filter { $0 > 0 && $0.isFinite }
    guard let low = losses.min(), let high = losses.max() else { return 1...1 }
    return (isLogarithmic ? low : 0)...high
  }

  /// The paper’s losses up to the planned steps, scaled by `paperScale`.
  private static func paper(of condition: LabData.Condition) -> [LabData.Point] {
    LabData.Norm.allCases.flatMap { paper(of: condition, $0) }
  }

  private static func paper(of condition: LabData.Condition, _ norm: LabData.Norm) -> [LabData
    .Point]
  {
    let scale = condition.paperScale ?? 1
    return condition[norm].paper.filter { $0.step <= condition.planned }
      .map { LabData.Point(step: $0.step, loss: scale * $0.loss) }
  }

  func draw(on canvas: inout Canvas) {
    frame.draw(on: &canvas)
    drawCurves(on: &canvas)
    for norm in LabData.Norm.allCases {
      for point in Self.paper(of: condition, norm) {
        let place = frame.cell(of: dot(point))
        canvas.put(Cell(norm.letter, .role(norm.role)), row: place.row, column: place.column)
      }
    }
  }

  // MARK: legend

  func drawLegend(on canvas: inout Canvas, row: Int) {
    frame.label(isLogarithmic ? "log" : "loss", row: row, on: &canvas)
    var column = frame.rect.column
    for norm in LabData.Norm.allCases {
      let sign = usesLetterMarks ? norm.mark : "━"
      canvas.put(Cell(sign, .role(norm.role)), row: row, column: column)
      column = canvas.write(norm.name, row: row, column: column + 2, norm.role) + 3
    }
    for norm in LabData.Norm.allCases {
      canvas.put(Cell(norm.letter, .role(norm.role)), row: row, column: column)
      column += 2
    }
    let width = frame.rect.endColumn - column
    canvas.write(
      Canvas.first(of: paperNotes, in: width), row: row, column: column, .faint, width: width)
  }

  /// Explanation of the paper’s scale, from the longest wording to the shortest.
  private var paperNotes: [String] {
    guard let scale = condition.paperScale else {
      return ["style losses of the paper × 100 000", "paper × 1e5"]
    }
    let factor = NumberFormat.short(scale)
    return [
      "paper × \(factor), the same factor for both curves",
      "paper × \(factor)",
    ]
  }

  // MARK: curves

  private func dot(_ point: LabData.Point) -> DotGrid.Dot {
    frame.dot(Double(point.step), point.loss)
  }

  private func drawCurves(on canvas: inout Canvas) {
    var grid = DotGrid(rows: frame.rect.rows, columns: frame.rect.columns, layers: 3)
    if let mark {
      let x = frame.dot(Double(mark), 1).x
      grid.line(from: .init(x: x, y: 0), to: .init(x: x, y: grid.height - 1), layer: 0)
    }
    for (layer, norm) in LabData.Norm.allCases.enumerated() {
      let dots = Self.averagedByColumn(condition[norm].points.map(dot))
      for (start, end) in zip(dots, dots.dropFirst() + dots.suffix(1)) {
        grid.line(from: start, to: end, layer: 1 + layer)
      }
    }
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        guard let (glyph, layer) = grid.cell(row: row, column: column) else { continue }
        let norm = layer == 0 ? nil : LabData.Norm.allCases[layer - 1]
        let sign = usesLetterMarks ? norm?.mark ?? "." : glyph
        canvas.put(
          Cell(sign, .role(norm?.role ?? .frame)), row: frame.rect.row + row,
          column: frame.rect.column + column)
      }
    }
  }

  /// Averages the dots of each column.
  private static func averagedByColumn(_ dots: [DotGrid.Dot]) -> [DotGrid.Dot] {
    dots.chunked { $0.x }.map { x, dots in
      DotGrid.Dot(x: x, y: dots.reduce(0) { $0 + $1.y } / dots.count)
    }
  }
}

extension LabData.Norm {
  /// Name on screen.
  var name: String { self == .batch ? "BN" : "IN" }
  /// Letter of the paper’s losses.
  fileprivate var letter: Unicode.Scalar { self == .batch ? "B" : "I" }
  /// Letter of the curve without colors.
  fileprivate var mark: Unicode.Scalar { self == .batch ? "b" : "i" }
  fileprivate var role: CellStyle.Role { self == .batch ? .content : .result }
}

extension [DotGrid.Dot] {
  /// Groups adjacent elements with equal keys.
  fileprivate func chunked(by key: (DotGrid.Dot) -> Int) -> [(Int, [DotGrid.Dot])] {
    reduce(into: []) { chunks, dot in
      if chunks.last?.0 == key(dot) {
        chunks[chunks.count - 1].1.append(dot)
      } else {
        chunks.append((key(dot), [dot]))
      }
    }
  }
}
