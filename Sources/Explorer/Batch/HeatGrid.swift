// SPDX-License-Identifier: MIT

/// The columns of a heat map: four blocks of as many channels as fit.
struct HeatGrid {
  /// Cells for the pictures' names.
  let nameWidth: Int
  /// The cells of a channel, with the gap after it.
  let width: Int
  /// The channels that are shown.
  let channels: Range<Int>
  private let start: Int
  private let gap: Int

  /// The most cells of a channel: a figure and a gap.
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

  /// The cells of a channel that are filled: narrow cells touch.
  var fill: Int { width >= 3 ? width - 1 : width }
  /// Whether there is room for figures.
  var hasFigures: Bool { width >= 5 }

  /// The first cell of a channel in block 0…3.
  func column(_ block: Int, _ channel: Int) -> Int {
    start + block * (channels.count * width + gap) + (channel - channels.lowerBound) * width
  }
}

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
  var style: CellStyle { level.map { $0 == 0 ? .role(.text) : .heat($0) } ?? .role(.warning) }

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
      Rect(row: row, column: column, rows: 1, columns: width), with: Cell(" ", style))
    let figure = value.map { NumberFormat.fitted($0, width: width) } ?? ""
    let text = figure.isEmpty || figure.count > width ? String(sign) : figure
    let start = value == nil ? column + Self.signPlace(width) : column + width - text.count
    for (index, glyph) in text.unicodeScalars.enumerated() {
      canvas.put(Cell(glyph, style), row: row, column: start + index)
    }
  }
}
