// SPDX-License-Identifier: MIT

/// Moments and range of the finite values of a chunk, and the number of other values.
public struct ChunkStatistics<Scalar: TensorScalar>: Sendable {
  /// Moments of the finite values.
  var moments = Moments.none
  /// The smallest and the largest finite value; ∞ and −∞ if there are none.
  var low = Scalar.infinity
  var high = -Scalar.infinity
  /// The number of NaN and ±∞.
  var nonFinite = 0

  /// Adds the values of another chunk.
  mutating func join(_ other: ChunkStatistics) {
    moments.join(other.moments)
    low = Scalar.minimum(low, other.low)
    high = Scalar.maximum(high, other.high)
    nonFinite += other.nonFinite
  }
}

/// Conversion of a value to the index of its histogram bin: ⌊(x − low) · (bins / (high − low))⌋.
public struct BinIndex: Sendable {
  /// Power of two that values are multiplied by, so that high − low and bins / (high − low) do not
  /// overflow.
  let unit: Double
  let low, binsPerWidth: Double

  /// Bins of a range.
  init(_ range: ClosedRange<Double>) {
    let width = range.upperBound - range.lowerBound
    unit = width.isInfinite ? 0.5 : width < 0x1p-960 ? 0x1p900 : 1
    low = range.lowerBound * unit
    let scaled = range.upperBound * unit - low
    binsPerWidth = scaled > 0 ? Double(Histogram.bins) / scaled : 0
  }

  /// Indices of four values in the range. That of high is one beyond the last bin, or the last.
  @inline(__always)
  func callAsFunction(_ x: SIMD4<Double>) -> SIMD4<UInt64> {
    let index = ((x * unit - low) * binsPerWidth).rounded(.down)
    // The lowest bits of index + 2⁵² are the integer.
    return unsafeBitCast(index + 0x1p52, to: SIMD4<UInt64>.self) & 0x7F
  }
}

extension Kernel {
  /// Returns the statistics of `count` values in one pass over memory.
  static func statistics(
    of values: UnsafePointer<Scalar>, count: Int
  ) -> ChunkStatistics<Scalar> {
    var all = ChunkStatistics<Scalar>()
    var center: Scalar?
    forEachFiniteBlock(values, count) { block, size, extent, skipped in
      all.nonFinite += skipped
      guard size > 0 else { return }
      all.moments.join(moments(ofBlock: block, size, near: &center))
      all.low = Scalar.minimum(all.low, extent.low)
      all.high = Scalar.maximum(all.high, extent.high)
    }
    return all
  }

  /// Adds `count` values to the counts of a histogram, except NaN and ±∞.
  static func addCounts(
    of values: UnsafePointer<Scalar>, count: Int, _ index: BinIndex, allFinite: Bool,
    to counts: inout [Int]
  ) {
    // Four histograms, because an increment of the same address waits for the one before.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 4 * binStride) { four in
      four.initialize(repeating: 0)
      if allFinite {
        addFinite(values, count, index, to: four)
      } else {
        forEachFiniteBlock(values, count) { block, size, _, _ in
          addFinite(block, size, index, to: four)
        }
      }
      for place in four.indices {
        counts[min(place % binStride, Histogram.bins - 1)] += four[place]
      }
    }
  }

  /// Distance between the four histograms. Every index of seven bits is inside.
  private static var binStride: Int { 128 }

  private static func addFinite(
    _ values: UnsafePointer<Scalar>, _ count: Int, _ index: BinIndex,
    to counts: UnsafeMutableBufferPointer<Int>
  ) {
    var i = 0
    while i &+ 4 <= count {
      let bin = index(Scalar.doubles(values + i))
      counts[Int(truncatingIfNeeded: bin[0])] &+= 1
      counts[binStride &+ Int(truncatingIfNeeded: bin[1])] &+= 1
      counts[2 &* binStride &+ Int(truncatingIfNeeded: bin[2])] &+= 1
      counts[3 &* binStride &+ Int(truncatingIfNeeded: bin[3])] &+= 1
      i &+= 4
    }
    while i < count {
      counts[Int(truncatingIfNeeded: index(SIMD4(repeating: Double(values[i])))[0])] &+= 1
      i &+= 1
    }
  }

  /// Calls `body` with the finite values of each block, their range, and the number of other values.
  @inline(__always)
  private static func forEachFiniteBlock(
    _ values: UnsafePointer<Scalar>, _ count: Int,
    _ body: (UnsafePointer<Scalar>, Int, (low: Scalar, high: Scalar), Int) -> Void
  ) {
    for start in stride(from: 0, to: count, by: block) {
      let (part, size) = (values + start, min(block, count - start))
      if let extent = extent(part, size) {
        body(part, size, extent, 0)
      } else {
        let finite = UnsafeBufferPointer(start: part, count: size).filter(\.isFinite)
        finite.withUnsafeBufferPointer { buffer in
          guard let first = buffer.baseAddress, let extent = extent(first, buffer.count) else {
            return body(part, 0, (0, 0), size)
          }
          body(first, buffer.count, extent, size - buffer.count)
        }
      }
    }
  }

  /// Returns the range of one block; nil if a value is NaN or ±∞, or if there are no values.
  @inline(__always)
  private static func extent(
    _ values: UnsafePointer<Scalar>, _ count: Int
  ) -> (low: Scalar, high: Scalar)? {
    guard count > 0 else { return nil }
    let (zero, first) = (V(repeating: 0), V(repeating: values[0]))
    var (lowA, lowB, highA, highB) = (first, first, first, first)
    // 0 · x is NaN unless x is finite.
    var (checkA, checkB) = (zero, zero)
    let vectorized = count - count % (2 * V.width)
    for i in stride(from: 0, to: vectorized, by: 2 * V.width) {
      let (a, b) = (load(values, i), load(values, i + V.width))
      (lowA, lowB) = (V.smaller(lowA, a), V.smaller(lowB, b))
      (highA, highB) = (V.larger(highA, a), V.larger(highB, b))
      (checkA, checkB) = (V.plus(checkA, V.times(a, zero)), V.plus(checkB, V.times(b, zero)))
    }
    var check = V.plus(checkA, checkB).widened().sum()
    var low = V.smaller(lowA, lowB).smallest()
    var high = V.larger(highA, highB).largest()
    for i in vectorized..<count {
      check += Double(values[i] * 0)
      low = Scalar.minimum(low, values[i])
      high = Scalar.maximum(high, values[i])
    }
    return check == 0 ? (low, high) : nil
  }
}
