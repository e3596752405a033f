// SPDX-License-Identifier: MIT

/// Everything that is shown of the values of a plane or pool. Only finite values take part.
public struct PlaneStatistics: Equatable, Sendable {
  /// Count, mean and squared deviations of the finite values; count 0 where there are none.
  public let moments: Moments
  /// The smallest and the largest finite value; nil where there is none.
  public let range: ClosedRange<Double>?
  /// The finite values in 64 bins from the smallest to the largest; nil where there is none.
  public let histogram: Histogram?
  /// How many values were NaN or ±∞.
  public let nonFinite: Int

  /// Statistics from their figures.
  public init(
    moments: Moments, range: ClosedRange<Double>?, histogram: Histogram?, nonFinite: Int
  ) {
    (self.moments, self.range, self.histogram) = (moments, range, histogram)
    self.nonFinite = nonFinite
  }

  /// The statistics of planes that are pooled, each a buffer of values.
  public init<Scalar: TensorScalar>(of parts: [UnsafeBufferPointer<Scalar>]) {
    var (low, high, nonFinite) = (Scalar.infinity, -Scalar.infinity, 0)
    for part in parts { Self.widen(&low, &high, &nonFinite, part) }
    let range = low <= high ? Double(low)...Double(high) : nil
    self.init(
      moments: parts.reduce(into: .none) { $0.join(Self.finiteMoments($1, nonFinite == 0)) },
      range: range, histogram: range.map { Self.histogram(parts, $0) }, nonFinite: nonFinite)
  }

  private static func widen<Scalar: TensorScalar>(
    _ low: inout Scalar, _ high: inout Scalar, _ nonFinite: inout Int,
    _ part: UnsafeBufferPointer<Scalar>
  ) {
    for value in part {
      if !value.isFinite {
        nonFinite += 1
        continue
      }
      if value < low { low = value }
      if value > high { high = value }
    }
  }

  private static func finiteMoments<Scalar: TensorScalar>(
    _ part: UnsafeBufferPointer<Scalar>, _ allFinite: Bool
  ) -> Moments {
    let fast = Moments(of: part)
    if allFinite && fast.isFinite { return fast }
    return part.lazy.filter(\.isFinite).map(Double.init).withContiguous { Moments(of: $0) }
  }

  private static func histogram<Scalar: TensorScalar>(
    _ parts: [UnsafeBufferPointer<Scalar>], _ range: ClosedRange<Double>
  ) -> Histogram {
    let bins = Histogram.bins
    var counts = [Int](repeating: 0, count: bins)
    // Halved on both sides, so that −1e308…1e308 does not overflow.
    let width = range.upperBound / 2 - range.lowerBound / 2
    for part in parts {
      for value in part where value.isFinite {
        // Not times bins / width, which is ∞ for a width of 1e-307.
        let place = width > 0 ? (Double(value) / 2 - range.lowerBound / 2) / width : 0
        counts[min(bins - 1, Int(place * Double(bins)))] += 1
      }
    }
    return Histogram(low: range.lowerBound, high: range.upperBound, counts: counts)
  }

  /// The statistics after  scale · x + shift, without looking at the values again. After the step of
  /// a pool with NaN or ±∞ no value is finite.
  public func mapped(by step: PlaneTransform) -> PlaneStatistics {
    guard step.scale.isFinite && step.shift.isFinite else {
      return PlaneStatistics(
        moments: .none, range: nil, histogram: nil, nonFinite: moments.count + nonFinite)
    }
    return PlaneStatistics(
      moments: step.output(of: moments),
      range: histogram.map { h in
        let moved = h.mapped(scale: step.scale, shift: step.shift)
        return moved.low...moved.high
      },
      histogram: histogram?.mapped(scale: step.scale, shift: step.shift), nonFinite: nonFinite)
  }
}

extension Sequence where Element == Double {
  fileprivate func withContiguous<R>(_ body: (UnsafeBufferPointer<Double>) -> R) -> R {
    Array(self).withUnsafeBufferPointer(body)
  }
}
