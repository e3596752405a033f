// SPDX-License-Identifier: MIT

/// The two inner loops of the engine, written once for every scalar.
enum Kernel<V: Lanes> {
  typealias Scalar = V.Scalar

  /// Values a block: it stays in the first-level cache for a second look.
  static var block: Int { 8192 }
  /// Values after which the lanes are widened to Double: 32 additions a lane.
  static var run: Int { 128 * V.width }

  /// Count, mean and squared deviations of `count` values.
  ///
  /// Each block sums d = x − c and d² around a centre c near its mean, and joins the others in
  /// Double. d is exact for x within a factor 2 of c (Sterbenz), so a mean of 1e4 deviations costs
  /// nothing. Errors in Σd² are at most 33 roundings of a lane, relative; a block whose centre turns
  /// out to be off by more than its own deviation is read again, from cache, around a better one.
  static func moments(of values: UnsafePointer<Scalar>, count: Int) -> Moments {
    var all = Moments.none
    var center = values[0]
    for start in stride(from: 0, to: count, by: block) {
      let size = min(block, count - start)
      var sums = deviations(values + start, size, around: center)
      if sums.first * sums.first > 0.5 * Double(size) * sums.second {
        center += Scalar(sums.first / Double(size))
        sums = deviations(values + start, size, around: center)
      }
      all.join(Moments(count: size, around: Double(center), sums.first, sums.second))
    }
    return all
  }

  /// Σ(x − c) and Σ(x − c)² over one block.
  @inline(__always)
  private static func deviations(
    _ values: UnsafePointer<Scalar>, _ count: Int, around c: Scalar
  ) -> (first: Double, second: Double) {
    var (a, b) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    let whole = count - count % (4 * V.width)
    for start in stride(from: 0, to: whole, by: run) {
      add(values + start, min(run, whole - start), around: V(repeating: c), &a, &b)
    }
    var (first, second) = (a.sum(), b.sum())
    for i in whole..<count {
      let d = Double(values[i] - c)
      first += d
      second += d * d
    }
    return (first, second)
  }

  /// Adds Σ(x − c) and Σ(x − c)² over a multiple of four vectors; four sums hide the latency.
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

  /// Writes the line's y for each of `count` values; `output` may be `values` itself.
  static func transform(
    _ values: UnsafePointer<Scalar>, into output: UnsafeMutablePointer<Scalar>, count: Int,
    by line: ScaleShift<Scalar>
  ) {
    let scale = V(repeating: line.scale)
    let mean = V(repeating: line.mean)
    let shift = V(repeating: line.shift)
    var i = 0
    while i + V.width <= count {
      let y = V.plus(V.times(scale, V.minus(load(values, i), mean)), shift)
      UnsafeMutableRawPointer(output + i).storeBytes(of: y, as: V.self)
      i += V.width
    }
    while i < count {
      output[i] = line.scale * (values[i] - line.mean) + line.shift
      i += 1
    }
  }

  @inline(__always)
  static func load(_ values: UnsafePointer<Scalar>, _ i: Int) -> V {
    UnsafeRawPointer(values + i).loadUnaligned(as: V.self)
  }
}
