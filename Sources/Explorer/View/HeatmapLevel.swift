// SPDX-License-Identifier: MIT

/// How far a figure lies below or above the pooled one, as color and sign: −4…4, a quarter of the
/// pooled deviation each.
struct HeatmapLevel: Equatable {
  /// −4…4; nil where the figure is no number.
  let level: Int?

  /// The level of a difference in a unit: the deviation of the pooled values.
  init(_ difference: Double, in unit: Double) {
    let share = difference == 0 ? 0 : difference / unit
    level = share.isNaN ? nil : Int((max(-1, min(1, share)) * 4).rounded())
  }

  /// How its cells look.
  var ink: CellStyle { level.map { $0 == 0 ? .role(.text) : .heat($0) } ?? .role(.warning) }

  /// The sign where there is no room for a figure.
  var sign: Unicode.Scalar {
    switch level {
    case nil: "?"
    case .some(..<(-2)): "="
    case .some(..<0): "-"
    case .some(0): "."
    case .some(1...2): "+"
    default: "#"
    }
  }

  /// Where the sign stands in its cells.
  static func signPlace(_ width: Int) -> Int { width / 2 }

  /// Fills a row of cells with the figure, or the sign where there is none or it does not fit.
  func draw(
    _ value: Double?, on canvas: inout Canvas, row: Int, column: Int, width: Int
  ) {
    canvas.fill(
      Rect(row: row, column: column, rows: 1, columns: width), with: Cell(" ", ink))
    let figure = value.map { Figure.fitted($0, width: width) } ?? ""
    let text = figure.isEmpty || figure.count > width ? String(sign) : figure
    let start = value == nil ? column + Self.signPlace(width) : column + width - text.count
    for (index, glyph) in text.unicodeScalars.enumerated() {
      canvas.put(Cell(glyph, ink), row: row, column: start + index)
    }
  }
}
