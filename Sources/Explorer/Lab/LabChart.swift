// SPDX-License-Identifier: MIT

/// Loss curves and legend of one condition without the rest of the Lab page, for command output.
public struct LabChart {
  private let condition: LabData.Condition
  private let isLogarithmic: Bool
  private let glyphs: GlyphSet
  private let isColored: Bool

  /// Creates a chart. Without colors, letters distinguish the curves.
  public init(
    _ condition: LabData.Condition, isLogarithmic: Bool, glyphs: GlyphSet, isColored: Bool
  ) {
    (self.condition, self.isLogarithmic) = (condition, isLogarithmic)
    (self.glyphs, self.isColored) = (glyphs, isColored)
  }

  /// Smallest size of a chart.
  public static let smallest = ScreenSize(rows: 7, columns: 40)

  /// Draws the chart.
  /// - Precondition: The size is at least `smallest`.
  public func canvas(_ size: ScreenSize) -> Canvas {
    precondition(
      size.rows >= Self.smallest.rows && size.columns >= Self.smallest.columns,
      "\(size) for a chart")
    var canvas = Canvas(rows: size.rows, columns: size.columns)
    let left = PlotFrame.labelWidth + 2
    let rect = Rect(row: 1, column: left, rows: size.rows - 3, columns: size.columns - left - 1)
    let plot = LossPlot(
      condition: condition, rect: rect, mark: nil, isLogarithmic: isLogarithmic,
      usesLetterMarks: !isColored || glyphs == .ascii)
    plot.drawLegend(on: &canvas, row: 0)
    plot.draw(on: &canvas)
    return glyphs == .ascii ? canvas.foldedToASCII() : canvas
  }
}
