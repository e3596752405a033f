// SPDX-License-Identifier: MIT

/// Inner loops of forward and backward pass, generic over the vector type.
enum Kernel<V: Lanes> {
  typealias Scalar = V.Scalar

  /// Values per block; a block stays in the first-level cache for a second pass.
  static var block: Int { 8192 }
  /// Values after which the lanes are widened to Double: 32 additions per lane.
  static var run: Int { 128 * V.width }

  /// Returns count, mean and squared deviations of `count` values.
  ///
  /// Each block sums d = x − c and d² around a center c near its mean; blocks are joined in Double.
  /// d is exact for x within a factor 2 of c (Sterbenz), so a mean of 1e4 deviations costs no
  /// accuracy. The relative error of Σd² is at most 33 roundings of a lane. A block whose center is
  /// off by more than its deviation is summed again, from cache, around a better center.
  static func moments(of values: UnsafePointer<Scalar>, count: Int) -> Moments {
    var all = Moments.none
    var center: Scalar?
    for start in stride(from: 0, to: count, by: block) {
      all.join(moments(ofBlock: values + start, min(block, count - start), near: &center))
    }
    return all
  }

  /// Returns the moments of one block. - Parameter c: the center of the block before; updated.
  @inline(__always)
  static func moments(
    ofBlock values: UnsafePointer<Scalar>, _ size: Int, near c: inout Scalar?
  ) -> Moments {
    var center = c ?? values[0]
    var sums = deviations(values, size, around: center)
    if sums.first * sums.first > 0.5 * Double(size) * sums.second {
      center += Scalar(sums.first / Double(size))
      sums = deviations(values, size, around: center)
    }
    c = center
    return Moments(count: size, around: Double(center), sums.first, sums.second)
  }

  /// Returns Σ(x − c) and Σ(x − c)² over one block.
  @inline(__always)
  private static func deviations(
    _ values: UnsafePointer<Scalar>, _ count: Int, around c: Scalar
  ) -> (first: Double, second: Double) {
    var (a, b) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    let vectorized = count - count % (4 * V.width)
    for start in stride(from: 0, to: vectorized, by: run) {
      add(values + start, min(run, vectorized - start), around: V(repeating: c), &a, &b)
    }
    var (first, second) = (a.sum(), b.sum())
    for i in vectorized..<count {
      let d = Double(values[i] - c)
      first += d
      second += d * d
    }
    return (first, second)
  }

  /// Adds Σ(x − c) and Σ(x − c)² over a multiple of four vectors; four accumulators each hide the
  /// latency.
  @inline(__always)
  private static func add(
    _ values: UnsafePointer<Scalar>, _ count: Int, around center: V, _ first: inout SIMD4<Double>,
    _ second: inout SIMD4<Double>
  ) {
    let zero = V(repeating: 0)
    var (a0, a1, a2, a3) = (zero, zero, zero, zero)
    var (b0, b1, b2, b3) = (zero, zero, zero, zero)
    var i = 0
    while i < count {
      let d0 = V.minus(load(values, i), center)
      let d1 = V.minus(load(values, i + V.width), center)
      let d2 = V.minus(load(values, i + 2 * V.width), center)
      let d3 = V.minus(load(values, i + 3 * V.width), center)
      (a0, a1, a2, a3) = (V.plus(a0, d0), V.plus(a1, d1), V.plus(a2, d2), V.plus(a3, d3))
      b0 = V.plus(b0, V.times(d0, d0))
      b1 = V.plus(b1, V.times(d1, d1))
      b2 = V.plus(b2, V.times(d2, d2))
      b3 = V.plus(b3, V.times(d3, d3))
      i += 4 * V.width
    }
    first += V.plus(V.plus(a0, a1), V.plus(a2, a3)).widened()
    second += V.plus(V.plus(b0, b1), V.plus(b2, b3)).widened()
  }

  /// Writes y = scale · (x − mean) + shift for each of `count` values; `output` may be `values`.
  static func transform(
    _ values: UnsafePointer<Scalar>, into output: UnsafeMutablePointer<Scalar>, count: Int,
    by coefficients: ScaleShift<Scalar>
  ) {
    let scale = V(repeating: coefficients.scale)
    let mean = V(repeating: coefficients.mean)
    let shift = V(repeating: coefficients.shift)
    var i = 0
    while i + V.width <= count {
      let y = V.plus(V.times(scale, V.minus(load(values, i), mean)), shift)
      UnsafeMutableRawPointer(output + i).storeBytes(of: y, as: V.self)
      i += V.width
    }
    while i < count {
      output[i] = coefficients.scale * (values[i] - coefficients.mean) + coefficients.shift
      i += 1
    }
  }

  @inline(__always)
  static func load(_ values: UnsafePointer<Scalar>, _ i: Int) -> V {
    UnsafeRawPointer(values + i).loadUnaligned(as: V.self)
  }
}
