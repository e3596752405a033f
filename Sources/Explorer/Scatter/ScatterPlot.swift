// SPDX-License-Identifier: MIT

/// Scatter plot: mean and standard deviation of every channel.
struct ScatterPlot {
  let state: ExplorerState
  /// Cells of the plot; the axes are left of it and below.
  let rect: Rect
  /// Content, style and result; later series are drawn over earlier ones.
  let allSeries: [ScatterSeries]
  /// Axes: μ is horizontal, σ vertical.
  private let frame: PlotFrame

  init(state: ExplorerState, rect: Rect) {
    (self.state, self.rect) = (state, rect)
    allSeries = ScatterSeries.all(of: state)
    let points = allSeries.flatMap { $0.points.compactMap { $0 } }
    frame = PlotFrame(
      rect: rect,
      xAxis: Axis(covering: Self.range(points.map(\.mean)), maxTicks: 3 + rect.columns / 12),
      yAxis: Axis(
        covering: Self.range(points.map(\.deviation)), state.deviationScale,
        maxTicks: 3 + rect.rows / 4),
      name: state.glyphs.mean)
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 1...1 }
    return low...high
  }

  func draw(on canvas: inout Canvas) {
    frame.draw(on: &canvas)
    drawSeries(on: &canvas)
    drawMarks(on: &canvas)
  }

  // MARK: points

  func dot(_ point: ScatterSeries.Point) -> DotGrid.Dot { frame.dot(point.mean, point.deviation) }

  func cell(of dot: DotGrid.Dot) -> Rect { frame.cell(of: dot) }

  private func drawSeries(on canvas: inout Canvas) {
    var grid = DotGrid(rows: rect.rows, columns: rect.columns, layers: 1 + allSeries.count)
    setDots(of: &grid, on: &canvas)
    if let path { grid.line(from: path.0, to: path.1, layer: 0) }
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        guard let (glyph, layer) = grid.cell(row: row, column: column) else { continue }
        let (letter, role): (Unicode.Scalar, CellStyle.Role) =
          layer == 0 ? (".", .frame) : (allSeries[layer - 1].letter, allSeries[layer - 1].role)
        canvas.put(
          Cell(state.usesLetterMarks ? letter : glyph, .role(role)), row: rect.row + row,
          column: rect.column + column)
      }
    }
  }

  /// Sets a dot for each channel without a mark, and a clickable region that selects it.
  private func setDots(of grid: inout DotGrid, on canvas: inout Canvas) {
    // With enough room, a point is 2 × 2 dots, which are easier to see.
    let side = 16 * state.channels.count <= rect.rows * rect.columns ? 2 : 1
    let marked = Set(marked)
    for (layer, series) in allSeries.enumerated() {
      for (channel, point) in series.points.enumerated() where !marked.contains(channel) {
        guard let dot = point.map(dot) else { continue }
        grid.put(dot, side: side, layer: 1 + layer)
        canvas.addRegion(cell(of: dot), .channel(.one(channel)))
      }
    }
  }

  /// Line from the selected channel’s content to its result.
  private var path: (DotGrid.Dot, DotGrid.Dot)? {
    guard let index = selected, allSeries.count > 1, let start = allSeries[0].points[index],
      let end = allSeries[allSeries.count - 1].points[index]
    else { return nil }
    return (dot(start), dot(end))
  }
}

/// Marks of the selected channel in every series with its name; of all channels if there are few.
extension ScatterPlot {
  /// A marked channel in a series.
  private struct Mark {
    let channel: Int
    let series: ScatterSeries
    let point: ScatterSeries.Point
    let place: Rect
  }

  /// Up to this number, all channels are marked.
  private static let fewChannels = 8
  /// Minimum width of a plot with values beside a mark.
  private static let minWidthForValues = 60

  /// Index of the selected channel; nil for all.
  var selected: Int? {
    state.channel.index.flatMap { state.channels.indices ~= $0 ? $0 : nil }
  }

  func drawMarks(on canvas: inout Canvas) {
    var labels = LabelPlaces(rect: rect)
    for mark in marks {
      canvas.put(sign(mark), row: mark.place.row, column: mark.place.column)
      canvas.addRegion(mark.place, .channel(.one(mark.channel)))
      labels.take(mark.place)
    }
    // The selected channel is drawn last, over the others, and its label is placed first.
    for mark in marks.reversed() {
      let text = label(mark)
      guard let place = labels.place(width: Canvas.width(of: text), beside: mark.place) else {
        continue
      }
      canvas.write(text, row: place.row, column: place.column, mark.series.role)
    }
  }

  /// Channels with marks instead of dots, the selected one last.
  var marked: [Int] {
    let few = state.channels.count <= Self.fewChannels ? Array(state.channels.indices) : []
    return few.filter { $0 != selected } + (selected.map { [$0] } ?? [])
  }

  private var marks: [Mark] {
    marked.flatMap { channel in
      allSeries.compactMap { series in
        series.points[channel].map {
          Mark(channel: channel, series: series, point: $0, place: cell(of: dot($0)))
        }
      }
    }
  }

  private func sign(_ mark: Mark) -> Cell {
    let isSelected = mark.channel == selected
    guard state.usesLetterMarks else {
      return Cell(isSelected ? "●" : "○", .role(mark.series.role))
    }
    return Cell(mark.series.letter, .role(isSelected ? .selected : .title))
  }

  private func label(_ mark: Mark) -> String {
    let name = state.channels[mark.channel].name
    guard mark.channel == selected, rect.columns >= Self.minWidthForValues else { return name }
    return
      "\(name) \(NumberFormat.short(mark.point.mean)), \(NumberFormat.short(mark.point.deviation))"
  }
}
