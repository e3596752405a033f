// SPDX-License-Identifier: MIT

/// Columns of a heat map: four blocks, each with as many channels as fit.
struct HeatGrid {
  /// Width of the picture names in cells.
  let nameWidth: Int
  /// Width of a channel in cells, including the gap after it.
  let width: Int
  /// The visible channels.
  let channels: Range<Int>
  private let start: Int
  private let gap: Int

  /// Maximum width of a channel: a number and a gap.
  private static let widest = 9

  init(_ rect: Rect, channels count: Int, selected: Int) {
    gap = rect.columns >= 110 ? 3 : 1
    nameWidth = rect.columns >= 150 ? 30 : rect.columns >= 110 ? 22 : 12
    let room = max(4, rect.columns - nameWidth - 3 * gap) / 4
    width = max(1, min(Self.widest, room / max(1, count)))
    let shown = min(count, max(1, room / width))
    let first = max(0, min(selected - shown / 2, count - shown))
    channels = first..<first + shown
    start = rect.column + nameWidth
  }

  /// Filled cells of a channel. Narrow cells have no gap.
  var fill: Int { width >= 3 ? width - 1 : width }
  /// Whether numbers fit.
  var hasNumbers: Bool { width >= 5 }

  /// First column of a channel in block 0…3.
  func column(_ block: Int, _ channel: Int) -> Int {
    start + block * (channels.count * width + gap) + (channel - channels.lowerBound) * width
  }
}

/// Difference between a value and the pooled one as a color and a sign: −4…4 in quarters of the
/// pooled standard deviation.
struct HeatmapLevel: Equatable {
  /// −4…4; nil if the value is NaN.
  let level: Int?

  /// Creates the level of a difference in units of the pooled standard deviation.
  init(_ difference: Double, in unit: Double) {
    let share = difference == 0 ? 0 : difference / unit
    level = share.isNaN ? nil : Int((max(-1, min(1, share)) * 4).rounded())
  }

  /// Color of the cells.
  var style: CellStyle { level.map { $0 == 0 ? .role(.text) : .heat($0) } ?? .role(.warning) }

  /// Sign that is shown if no number fits.
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

  /// Offset of the sign within its cells.
  static func signPlace(_ width: Int) -> Int { width / 2 }

  /// Fills a row of cells with the number, or with the sign if there is no number or it does not
  /// fit.
  func draw(
    _ value: Double?, on canvas: inout Canvas, row: Int, column: Int, width: Int
  ) {
    canvas.fill(
      Rect(row: row, column: column, rows: 1, columns: width), with: Cell(" ", style))
    let figure = value.map { NumberFormat.fitted($0, width: width) } ?? ""
    let text = figure.isEmpty || figure.count > width ? String(sign) : figure
    let start = value == nil ? column + Self.signPlace(width) : column + width - text.count
    for (index, glyph) in text.unicodeScalars.enumerated() {
      canvas.put(Cell(glyph, style), row: row, column: start + index)
    }
  }
}
