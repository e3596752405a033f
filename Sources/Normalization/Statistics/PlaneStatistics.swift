// SPDX-License-Identifier: MIT

/// Statistics of a plane or pool: moments, range and histogram of the finite values, and the number
/// of other values.
public struct PlaneStatistics: Equatable, Sendable {
  /// Moments of the finite values; count 0 if there are none.
  public let moments: Moments
  /// The smallest and the largest finite value; nil if there are none.
  public let range: ClosedRange<Double>?
  /// Histogram of the finite values; nil if there are none.
  public let histogram: Histogram?
  /// The number of NaN and ±∞.
  public let nonFinite: Int

  /// Creates statistics from their parts.
  public init(
    moments: Moments, range: ClosedRange<Double>?, histogram: Histogram?, nonFinite: Int
  ) {
    (self.moments, self.range, self.histogram) = (moments, range, histogram)
    self.nonFinite = nonFinite
  }

  /// Measures a pool, given the values of each of its planes.
  public init<Scalar: TensorScalar>(of parts: [UnsafeBufferPointer<Scalar>]) {
    var (low, high, nonFinite) = (Scalar.infinity, -Scalar.infinity, 0)
    for part in parts { Self.widen(&low, &high, &nonFinite, part) }
    let range = low <= high ? Double(low)...Double(high) : nil
    self.init(
      moments: parts.reduce(into: .none) { $0.join(Self.finiteMoments($1, nonFinite == 0)) },
      range: range, histogram: range.map { Self.histogram(parts, $0) }, nonFinite: nonFinite)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
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

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private static func finiteMoments<Scalar: TensorScalar>(
    _ part: UnsafeBufferPointer<Scalar>, _ allFinite: Bool
  ) -> Moments {
    if allFinite { return Moments(of: part).corrected(for: part) }
    return part.lazy.filter(\.isFinite).map(Double.init).withContiguous {
      Moments(of: $0).corrected(for: $0)
    }
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private static func histogram<Scalar: TensorScalar>(
    _ parts: [UnsafeBufferPointer<Scalar>], _ range: ClosedRange<Double>
  ) -> Histogram {
    let bins = Histogram.bins
    var counts = [Int](repeating: 0, count: bins)
    // Halved before subtracting, so that −1e308…1e308 does not overflow.
    let width = range.upperBound / 2 - range.lowerBound / 2
    for part in parts {
      for value in part where value.isFinite {
        // Not multiplied by bins / width, which is ∞ for a width of 1e-307.
        let position = width > 0 ? (Double(value) / 2 - range.lowerBound / 2) / width : 0
        counts[min(bins - 1, Int(position * Double(bins)))] += 1
      }
    }
    return Histogram(low: range.lowerBound, high: range.upperBound, counts: counts)
  }

  /// Returns the statistics of the transformed plane, computed from these statistics alone. If the
  /// pool contains NaN or ±∞, no value of the result is finite.
  public func mapped(by transform: PlaneTransform) -> PlaneStatistics {
    guard transform.scale.isFinite && transform.shift.isFinite else {
      return PlaneStatistics(
        moments: .none, range: nil, histogram: nil, nonFinite: moments.count + nonFinite)
    }
    let mapped = histogram?.mapped(by: transform)
    return PlaneStatistics(
      moments: transform.output(of: moments), range: mapped.map { $0.low...$0.high },
      histogram: mapped, nonFinite: nonFinite)
  }
}

extension Sequence where Element == Double {
  fileprivate func withContiguous<R>(_ body: (UnsafeBufferPointer<Double>) -> R) -> R {
    Array(self).withUnsafeBufferPointer(body)
  }
}

extension Tensor {
  /// Returns the statistics of each pool, in the order of the pools.
  /// - Precondition: the pool fits the shape.
  public func statistics(
    over pool: Pool = .instance, threads: Int = defaultThreads
  ) -> [PlaneStatistics] {
    precondition(pool.fits(shape), "\(pool) does not fit \(shape)")
    let count = pool.count(in: shape)
    return elements.withUnsafeBufferPointer { values in
      [PlaneStatistics](unsafeUninitializedCapacity: count) { buffer, filled in
        parallelFor(count, threads: threads) { index in
          let parts = pool.planes(of: index, in: shape).map { plane in
            UnsafeBufferPointer(rebasing: values[shape.range(ofPlane: plane)])
          }
          buffer.initializeElement(at: index, to: PlaneStatistics(of: parts))
        }
        filled = count
      }
    }
  }
}
