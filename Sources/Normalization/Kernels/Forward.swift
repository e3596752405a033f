// SPDX-License-Identifier: MIT

import Synchronization

/// One run of a normalizer over a tensor: pool, make the lines, write y.
///
/// Where a pool fits in the second-level cache each thread takes whole pools and reads their values
/// from memory once. Larger or fewer pools are cut into pieces: all pieces are measured, their
/// moments joined, and then all are written.
final class Forward<Scalar: TensorScalar> {
  let normalizer: any Normalizer
  let shape: Shape
  let input: UnsafePointer<Scalar>
  let output: UnsafeMutablePointer<Scalar>
  let threads: Int
  /// What σ² + ε may be for the squares of deviations to be good in the tensor's type.
  ///
  /// A square that is not a normal number is off by less than the lower bound · 2⁻⁴⁶ (2⁻¹⁰⁴ in
  /// Double); one beyond the upper bound may be ∞.
  let ordinary: ClosedRange<Double>
  let epsilon: Double
  let found = Mutex(NonFiniteCounts())

  init(
    _ normalizer: any Normalizer, _ shape: Shape, _ input: UnsafePointer<Scalar>,
    _ output: UnsafeMutablePointer<Scalar>, threads: Int
  ) {
    (self.normalizer, self.shape, self.threads) = (normalizer, shape, threads)
    (self.input, self.output) = (input, output)
    epsilon = normalizer.estimator.epsilon
    let least = Double(Scalar.leastNormalMagnitude) / Double(Scalar.ulpOfOne)
    ordinary = least...Double(Scalar.greatestFiniteMagnitude)
  }

  /// Bytes of a pool that may stay in the second-level cache between its two passes.
  static var cacheBytes: Int { 768 << 10 }
  /// Values a piece of a large plane: half a second-level cache.
  static var piece: Int { 128 << 10 }

  func run() -> NonFiniteCounts {
    let pools = normalizer.pool.count(in: shape)
    let values = shape.count / pools
    if values * MemoryLayout<Scalar>.stride <= Self.cacheBytes && pools >= 2 * threads {
      runByPool(pools, values)
    } else {
      runByPiece()
    }
    return found.withLock { $0 }
  }

  /// Whole pools, each measured and written while it is in cache.
  private func runByPool(_ pools: Int, _ values: Int) {
    let batch = max(1, (16 << 10) / values)
    let cuts = PlaneChunks(plane: shape.plane, size: Self.piece)
    parallel((pools + batch - 1) / batch, threads: threads) { chunk in
      for pool in chunk * batch..<min(pools, (chunk + 1) * batch) {
        let planes = normalizer.pool.planes(of: pool, in: shape)
        // Joined as in `runByPiece`, so that the number of threads never changes a bit.
        let moments = planes.reduce(into: Moments.none) { all, plane in
          for piece in cuts.range(of: plane) { all.join(cuts.moments(of: input, piece)) }
        }
        write(pool: pool, moments) { plane, line in
          Scalar.transform(
            input + plane * shape.plane, into: output + plane * shape.plane, count: shape.plane,
            by: line)
        }
      }
    }
  }

  /// Pieces of planes: all measured first, then all written.
  private func runByPiece() {
    let cuts = PlaneChunks(plane: shape.plane, size: Self.piece)
    let parts = cuts.moments(of: input, planes: shape.planes, threads: threads)
    var lines = [ScaleShift<Scalar>?](repeating: nil, count: shape.planes)
    for pool in 0..<normalizer.pool.count(in: shape) {
      let planes = normalizer.pool.planes(of: pool, in: shape)
      let moments = Moments.pooled(planes.lazy.flatMap { cuts.range(of: $0) }.map { parts[$0] })
      write(pool: pool, moments) { plane, line in lines[plane] = line }
    }
    let count = shape.planes * cuts.count
    parallel(count, threads: threads) { index in
      // Backwards: what was measured last is still in cache.
      let (plane, piece) = (count - 1 - index).quotientAndRemainder(dividingBy: cuts.count)
      guard let line = lines[plane] else { return }
      let start = plane * shape.plane + piece * cuts.size
      Scalar.transform(
        input + start, into: output + start, count: cuts.length(of: piece), by: line)
    }
  }

  /// Hands each plane of a pool its line, or deals with a pool that has no ordinary moments.
  private func write(
    pool: Int, _ moments: Moments, _ body: (_ plane: Int, _ line: ScaleShift<Scalar>) -> Void
  ) {
    let planes = normalizer.pool.planes(of: pool, in: shape)
    if !ordinary.contains(moments.variance + epsilon) && writeExtreme(planes) { return }
    for plane in planes {
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      body(plane, normalizer.step(picture: n, channel: c, pooled: moments).line())
    }
  }
}
