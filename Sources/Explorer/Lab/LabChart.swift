// SPDX-License-Identifier: MIT

/// A condition's curves and their legend alone, for a terminal without the explorer.
public struct LabChart {
  private let condition: LabData.Condition
  private let isLogarithmic: Bool
  private let glyphs: GlyphSet
  private let isColored: Bool

  /// A chart; without colors letters tell the curves apart.
  public init(
    _ condition: LabData.Condition, isLogarithmic: Bool, glyphs: GlyphSet, isColored: Bool
  ) {
    (self.condition, self.isLogarithmic) = (condition, isLogarithmic)
    (self.glyphs, self.isColored) = (glyphs, isColored)
  }

  /// The smallest chart.
  public static let smallest = ScreenSize(rows: 7, columns: 40)

  /// The chart in so many cells. - Precondition: they are as many as the smallest has.
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
