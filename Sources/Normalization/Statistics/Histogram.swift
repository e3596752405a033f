// SPDX-License-Identifier: MIT

/// Histogram of values in equal bins from the smallest to the largest value.
public struct Histogram: Equatable, Sendable {
  /// The left edge of the first bin: the smallest value.
  public let low: Double
  /// The right edge of the last bin: the largest value, which is counted in that bin.
  public let high: Double
  /// The number of values in each bin.
  public let counts: [Int]

  /// The number of bins of every measured histogram.
  public static let bins = 64

  /// Creates a histogram from its counts. - Precondition: low ≤ high and at least one bin.
  public init(low: Double, high: Double, counts: [Int]) {
    precondition(low <= high && !counts.isEmpty, "\(counts.count) bins from \(low) to \(high)")
    (self.low, self.high, self.counts) = (low, high, counts)
  }

  /// The bin edges, one more than the number of bins; the last is exactly `high`.
  public var edges: [Double] {
    let n = Double(counts.count)
    return (0...counts.count).map { edge in
      let t = Double(edge) / n
      return low * (1 - t) + high * t
    }
  }

  /// Returns the histogram of the transformed values; a negative scale reverses the bins.
  /// - Precondition: the transform is finite.
  public func mapped(by transform: PlaneTransform) -> Histogram {
    let (a, b) = (transform(low), transform(high))
    return Histogram(
      low: min(a, b), high: max(a, b), counts: transform.scale < 0 ? counts.reversed() : counts)
  }

  /// Returns the share of all values in each of `columns` equal intervals of `range`, assuming that
  /// values are uniform within their bin. Values outside the range are not counted.
  public func shares(over range: ClosedRange<Double>, columns: Int) -> [Double] {
    var result = [Double](repeating: 0, count: columns)
    let total = Double(counts.reduce(0, +))
    let width = (range.upperBound - range.lowerBound) / Double(columns)
    guard total > 0, width > 0 else { return result }
    // Divided before subtracting, so that −1e308…1e308 does not overflow.
    let bin = high / Double(counts.count) - low / Double(counts.count)
    for (index, count) in counts.enumerated() where count > 0 {
      let start = (low + bin * Double(index) - range.lowerBound) / width
      Self.distribute(Double(count) / total, from: start, to: start + bin / width, over: &result)
    }
    return result
  }

  /// Distributes a share over the columns that [start, end] covers, in units of columns.
  private static func distribute(
    _ share: Double, from start: Double, to end: Double, over columns: inout [Double]
  ) {
    guard end > start else {
      // The largest value belongs to the last column, not to the one after it.
      let column = start == Double(columns.count) ? start - 1 : start.rounded(.down)
      if column >= 0 && column < Double(columns.count) { columns[Int(column)] += share }
      return
    }
    // Clamped before conversion: large values do not fit in an Int.
    let first = Int(max(0, min(start, Double(columns.count))))
    let last = Int(max(0, min(end.rounded(.up), Double(columns.count))))
    for column in first..<max(first, last) {
      let overlap = min(end, Double(column + 1)) - max(start, Double(column))
      columns[column] += share * max(0, overlap) / (end - start)
    }
  }
}
