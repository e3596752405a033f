// SPDX-License-Identifier: MIT

extension Kernel {
  /// Returns Σ dy and Σ dy · (x − c) over `count` values; lanes are widened to Double as in
  /// `moments`.
  static func sums(
    _ dy: UnsafePointer<Scalar>, _ x: UnsafePointer<Scalar>, count: Int, around c: Scalar
  ) -> (first: Double, second: Double) {
    var (a, b) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    let vectorized = count - count % (2 * V.width)
    for start in stride(from: 0, to: vectorized, by: run) {
      add(dy + start, x + start, min(run, vectorized - start), around: V(repeating: c), &a, &b)
    }
    var (first, second) = (a.sum(), b.sum())
    for i in vectorized..<count {
      first += Double(dy[i])
      second += Double(dy[i]) * Double(x[i] - c)
    }
    return (first, second)
  }

  /// Adds the sums over a multiple of two vectors; two accumulators each hide the latency.
  @inline(__always)
  private static func add(
    _ dy: UnsafePointer<Scalar>, _ x: UnsafePointer<Scalar>, _ count: Int, around center: V,
    _ first: inout SIMD4<Double>, _ second: inout SIMD4<Double>
  ) {
    let zero = V(repeating: 0)
    var (a0, a1, b0, b1) = (zero, zero, zero, zero)
    var i = 0
    while i < count {
      let (g0, g1) = (load(dy, i), load(dy, i + V.width))
      let d0 = V.minus(load(x, i), center)
      let d1 = V.minus(load(x, i + V.width), center)
      (a0, a1) = (V.plus(a0, g0), V.plus(a1, g1))
      (b0, b1) = (V.plus(b0, V.times(g0, d0)), V.plus(b1, V.times(g1, d1)))
      i += 2 * V.width
    }
    first += V.plus(a0, a1).widened()
    second += V.plus(b0, b1).widened()
  }

  /// Writes dx for each of `count` values.
  static func backward(
    _ dy: UnsafePointer<Scalar>, _ x: UnsafePointer<Scalar>,
    into dx: UnsafeMutablePointer<Scalar>, count: Int, by coefficients: BackwardCoefficients<Scalar>
  ) {
    let (dyScale, xScale) = (V(repeating: coefficients.dyScale), V(repeating: coefficients.xScale))
    let (mean, constant) = (V(repeating: coefficients.mean), V(repeating: coefficients.constant))
    var i = 0
    while i + V.width <= count {
      let fromDeviation = V.times(xScale, V.minus(load(x, i), mean))
      let all = V.plus(V.plus(V.times(dyScale, load(dy, i)), fromDeviation), constant)
      UnsafeMutableRawPointer(dx + i).storeBytes(of: all, as: V.self)
      i += V.width
    }
    while i < count {
      dx[i] =
        coefficients.dyScale * dy[i] + coefficients.xScale * (x[i] - coefficients.mean)
        + coefficients.constant
      i += 1
    }
  }
}
