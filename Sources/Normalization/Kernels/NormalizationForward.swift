// SPDX-License-Identifier: MIT

import Synchronization

/// Forward pass of a normalizer over a tensor: measures the pools, then writes y.
///
/// If pools fit in the second-level cache, each thread processes entire pools and reads their
/// values from memory once. Larger or fewer pools are divided into chunks: all chunks are measured,
/// their moments are joined, and then all chunks are written.
final class NormalizationForward<Scalar: TensorScalar> {
  let normalizer: any Normalizer
  let shape: Shape
  let input: UnsafePointer<Scalar>
  let output: UnsafeMutablePointer<Scalar>
  let threads: Int
  /// Range of σ² + ε in which squared deviations are accurate in the tensor's type.
  let accurateVariances = Scalar.accurateVariances
  let epsilon: Double
  let nonFiniteCounts = Mutex(NonFiniteCounts())

  init(
    _ normalizer: any Normalizer, _ shape: Shape, _ input: UnsafePointer<Scalar>,
    _ output: UnsafeMutablePointer<Scalar>, threads: Int
  ) {
    (self.normalizer, self.shape, self.threads) = (normalizer, shape, threads)
    (self.input, self.output) = (input, output)
    epsilon = normalizer.estimator.epsilon
  }

  /// Largest pool in bytes that stays in the second-level cache between the two passes.
  static var cacheBytes: Int { 768 << 10 }
  /// Values per chunk of a large plane: half a second-level cache.
  static var chunkSize: Int { 128 << 10 }

  func run() -> NonFiniteCounts {
    let pools = normalizer.pool.count(in: shape)
    let values = shape.count / pools
    if values * MemoryLayout<Scalar>.stride <= Self.cacheBytes && pools >= 2 * threads {
      runByPool(pools, values)
    } else {
      runByChunk()
    }
    return nonFiniteCounts.withLock { $0 }
  }

  /// Measures and writes each pool while it is in cache.
  private func runByPool(_ pools: Int, _ values: Int) {
    let batch = max(1, (16 << 10) / values)
    let chunks = PlaneChunks(plane: shape.planeSize, size: Self.chunkSize)
    parallelFor((pools + batch - 1) / batch, threads: threads) { index in
      for pool in index * batch..<min(pools, (index + 1) * batch) {
        let planes = normalizer.pool.planes(of: pool, in: shape)
        // Joined as in `runByChunk`, so that the result does not depend on the number of threads.
        let moments = planes.reduce(into: Moments.none) { all, plane in
          for chunk in chunks.range(of: plane) { all.join(chunks.moments(of: input, chunk)) }
        }
        write(pool: pool, moments) { plane, coefficients in
          Scalar.transform(
            input + plane * shape.planeSize, into: output + plane * shape.planeSize,
            count: shape.planeSize,
            by: coefficients)
        }
      }
    }
  }

  /// Measures all chunks of planes, then writes all.
  private func runByChunk() {
    let chunks = PlaneChunks(plane: shape.planeSize, size: Self.chunkSize)
    let parts = chunks.moments(of: input, planes: shape.planeCount, threads: threads)
    var coefficients = [ScaleShift<Scalar>?](repeating: nil, count: shape.planeCount)
    for pool in 0..<normalizer.pool.count(in: shape) {
      let planes = normalizer.pool.planes(of: pool, in: shape)
      let moments = Moments.pooled(planes.lazy.flatMap { chunks.range(of: $0) }.map { parts[$0] })
      write(pool: pool, moments) { coefficients[$0] = $1 }
    }
    let count = shape.planeCount * chunks.count
    parallelFor(count, threads: threads) { index in
      // In reverse order: the chunks measured last are still in cache.
      let (plane, chunk) = (count - 1 - index).quotientAndRemainder(dividingBy: chunks.count)
      guard let coefficients = coefficients[plane] else { return }
      let start = plane * shape.planeSize + chunk * chunks.size
      Scalar.transform(
        input + start, into: output + start, count: chunks.length(of: chunk), by: coefficients)
    }
  }

  /// Calls `body` with the coefficients of each plane of a pool; writes a pool whose variance is
  /// out of range directly.
  private func write(
    pool: Int, _ moments: Moments,
    _ body: (_ plane: Int, _ coefficients: ScaleShift<Scalar>) -> Void
  ) {
    let planes = normalizer.pool.planes(of: pool, in: shape)
    if !accurateVariances.contains(moments.variance + epsilon) && writeExtreme(planes) { return }
    for plane in planes {
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      let transform = normalizer.transform(picture: n, channel: c, poolMoments: moments)
      body(plane, transform.scaleShift())
    }
  }
}
