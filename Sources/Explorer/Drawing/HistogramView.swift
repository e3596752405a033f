// SPDX-License-Identifier: MIT

import Normalization

/// A histogram as bars of eighths.
struct HistogramView {
  /// The bins; nil draws nothing.
  let histogram: Histogram?
  /// The range that the columns span.
  let range: ClosedRange<Double>
  /// The ink of the bars.
  let role: CellStyle.Role

  private static let eighths: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws bars over the whole rectangle; the tallest fills its height.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard let histogram, !rect.isEmpty else { return }
    let shares = histogram.shares(over: range, columns: rect.columns)
    guard let tallest = shares.max(), tallest > 0 else { return }
    for (column, share) in shares.enumerated() where share > 0 {
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
  /// Before and after, with their inks.
  var sides: [(PlaneStatistics, CellStyle.Role)] { [(content, .content), (result, .result)] }

  /// One axis for both sides, so that a shift and a change of width are seen as such; nil where no
  /// value is finite.
  var range: ClosedRange<Double>? {
    let ranges = [content.range, result.range].compactMap { $0 }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max()
    else { return nil }
    return low...high
  }
}
