// SPDX-License-Identifier: MIT

import Normalization

/// Histogram drawn with block elements of eighths of a cell.
struct HistogramView {
  /// The bins; nil draws nothing.
  let histogram: Histogram?
  /// Range of the horizontal axis.
  let range: ClosedRange<Double>
  /// Color of the bars.
  let role: CellStyle.Role

  private static let eighths: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws the bars. The highest fills the height of the rectangle.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard let histogram, !rect.isEmpty else { return }
    let shares = histogram.shares(over: range, columns: rect.columns)
    guard let tallest = shares.max(), tallest > 0 else { return }
    // Smaller shares are rounding errors at the edge of a bin.
    for (column, share) in shares.enumerated() where share > 1e-12 {
      let height = max(1, Int((share / tallest * Double(rect.rows * 8)).rounded()))
      for row in 0..<rect.rows {
        let part = min(8, height - row * 8)
        guard part > 0 else { break }
        canvas.put(
          Cell(Self.eighths[part], .role(role)), row: rect.endRow - 1 - row,
          column: rect.column + column)
      }
    }
  }
}

extension ChannelReport {
  /// Statistics before and after, with their colors.
  var sides: [(PlaneStatistics, CellStyle.Role)] { [(content, .content), (result, .result)] }

  /// Common range of content and result, so that shifts and changes of width are visible; nil if no
  /// value is finite.
  var range: ClosedRange<Double>? {
    let ranges = [content.range, result.range].compactMap { $0 }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max()
    else { return nil }
    return low...high
  }
}
