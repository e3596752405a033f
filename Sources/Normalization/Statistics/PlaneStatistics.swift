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

extension Tensor {
  /// Returns the statistics of each pool, in the order of the pools, in two passes over memory.
  /// - Precondition: the pool fits the shape.
  public func statistics(
    over pool: Pool = .instance, threads: Int = defaultThreads
  ) -> [PlaneStatistics] {
    precondition(pool.fits(shape), "\(pool) does not fit \(shape)")
    let count = pool.count(in: shape)
    return elements.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress, shape.planeSize > 0 else {
        return Array(repeating: .none, count: count)
      }
      let planes = planeStatistics(values, threads)
      let pools = (0..<count).map { index in
        pool.planes(of: index, in: shape).reduce(into: ChunkStatistics<Scalar>()) {
          $0.join(planes[$1])
        }
      }
      let counts = planeCounts(values, pool, pools, threads)
      return zip(pools, counts).map { PlaneStatistics($0, $1) }
    }
  }

  private var chunks: PlaneChunks {
    PlaneChunks(plane: shape.planeSize, size: NormalizationForward<Scalar>.chunkSize)
  }

  private func planeStatistics(
    _ values: UnsafePointer<Scalar>, _ threads: Int
  ) -> [ChunkStatistics<Scalar>] {
    let chunks = chunks
    let parts = chunks.map(of: values, planes: shape.planeCount, threads: threads) {
      Scalar.statistics(of: $1, count: $2)
    }
    return (0..<shape.planeCount).map { plane in
      var all = parts[chunks.range(of: plane)].reduce(into: ChunkStatistics<Scalar>()) {
        $0.join($1)
      }
      all.correctMoments(
        for: UnsafeBufferPointer(
          start: values + plane * shape.planeSize, count: shape.planeSize))
      return all
    }
  }

  /// Returns the histogram counts of each pool.
  private func planeCounts(
    _ values: UnsafePointer<Scalar>, _ pool: Pool, _ pools: [ChunkStatistics<Scalar>],
    _ threads: Int
  ) -> [[Int]] {
    let indices = pools.map { $0.range.map(BinIndex.init) }
    let chunks = chunks
    let parts = chunks.map(of: values, planes: shape.planeCount, threads: threads) {
      plane, values, count -> [Int] in
      let place = pool.index(
        picture: plane / shape.c, channel: plane % shape.c, in: shape)
      guard let index = indices[place] else { return [] }
      var counts = [Int](repeating: 0, count: Histogram.bins)
      Scalar.addCounts(
        of: values, count: count, index, allFinite: pools[place].nonFinite == 0, to: &counts)
      return counts
    }
    return pools.indices.map { place in
      var sums = [Int](repeating: 0, count: Histogram.bins)
      for plane in pool.planes(of: place, in: shape) {
        for counts in parts[chunks.range(of: plane)] {
          for (bin, count) in counts.enumerated() { sums[bin] += count }
        }
      }
      return sums
    }
  }
}

extension PlaneStatistics {
  /// Statistics of no values.
  static let none = PlaneStatistics(moments: .none, range: nil, histogram: nil, nonFinite: 0)

  fileprivate init<Scalar>(_ all: ChunkStatistics<Scalar>, _ counts: [Int]) {
    self.init(
      moments: all.moments, range: all.range,
      histogram: all.range.map {
        Histogram(low: $0.lowerBound, high: $0.upperBound, counts: counts)
      }, nonFinite: all.nonFinite)
  }
}

extension ChunkStatistics {
  /// The smallest and the largest finite value; nil if there are none.
  fileprivate var range: ClosedRange<Double>? { low <= high ? Double(low)...Double(high) : nil }

  /// Measures the moments of a plane again if squares overflow or underflow in its type.
  fileprivate mutating func correctMoments(for values: UnsafeBufferPointer<Scalar>) {
    guard low < high, !Scalar.accurateVariances.contains(moments.variance) else { return }
    guard nonFinite > 0 else {
      moments = moments.corrected(for: values)
      return
    }
    values.filter(\.isFinite).withUnsafeBufferPointer { moments = moments.corrected(for: $0) }
  }
}
