// SPDX-License-Identifier: MIT

/// Element type of tensors, with its kernels. `Float` and `Double` conform.
///
/// The kernels are generic over `Lanes`; the two conformances here make the compiler generate one
/// specialized version for each type.
public protocol TensorScalar: BinaryFloatingPoint, Sendable {
  /// Returns count, mean and squared deviations of `count` values, in one pass over memory.
  ///
  /// The result is not finite if a value is not finite, or if a square overflows.
  static func moments(of values: UnsafePointer<Self>, count: Int) -> Moments

  /// Returns the statistics of the finite ones of `count` values, in one pass over memory.
  static func statistics(of values: UnsafePointer<Self>, count: Int) -> ChunkStatistics<Self>

  /// Adds the finite ones of `count` values to the 64 counts of a histogram.
  /// - Parameter allFinite: whether it is known that all values are finite.
  static func addCounts(
    of values: UnsafePointer<Self>, count: Int, _ index: BinIndex, allFinite: Bool,
    to counts: inout [Int])

  /// Returns four values as Double.
  static func doubles(_ values: UnsafePointer<Self>) -> SIMD4<Double>

  /// Writes y = scale · (x − mean) + shift for each of `count` values; `output` may be `values`.
  static func transform(
    _ values: UnsafePointer<Self>, into output: UnsafeMutablePointer<Self>, count: Int,
    by coefficients: ScaleShift<Self>)

  /// Returns Σ dy and Σ dy · (x − c) over `count` values.
  static func sums(
    of dy: UnsafePointer<Self>, _ x: UnsafePointer<Self>, count: Int, around c: Self
  ) -> (first: Double, second: Double)

  /// Writes dx for each of `count` values; `dx` may be `dy`.
  static func backward(
    _ dy: UnsafePointer<Self>, _ x: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>,
    count: Int, by coefficients: BackwardCoefficients<Self>)
}

extension Float: TensorScalar {
  /// Returns the moments of `count` values.
  public static func moments(of values: UnsafePointer<Float>, count: Int) -> Moments {
    Kernel<SIMD8<Float>>.moments(of: values, count: count)
  }

  /// Returns the statistics of the finite ones of `count` values.
  public static func statistics(
    of values: UnsafePointer<Float>, count: Int
  ) -> ChunkStatistics<Float> {
    Kernel<SIMD8<Float>>.statistics(of: values, count: count)
  }

  /// Adds the finite ones of `count` values to the 64 counts of a histogram.
  public static func addCounts(
    of values: UnsafePointer<Float>, count: Int, _ index: BinIndex, allFinite: Bool,
    to counts: inout [Int]
  ) {
    Kernel<SIMD8<Float>>.addCounts(
      of: values, count: count, index, allFinite: allFinite, to: &counts)
  }

  /// Returns four values as Double.
  @inline(__always)
  public static func doubles(_ values: UnsafePointer<Float>) -> SIMD4<Double> {
    SIMD4<Double>(UnsafeRawPointer(values).loadUnaligned(as: SIMD4<Float>.self))
  }

  /// Writes y for each of `count` values.
  public static func transform(
    _ values: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    by coefficients: ScaleShift<Float>
  ) {
    Kernel<SIMD8<Float>>.transform(values, into: output, count: count, by: coefficients)
  }

  /// Returns Σ dy and Σ dy · (x − c) over `count` values.
  public static func sums(
    of dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, count: Int, around c: Float
  ) -> (first: Double, second: Double) {
    Kernel<SIMD8<Float>>.sums(dy, x, count: count, around: c)
  }

  /// Writes dx for each of `count` values.
  public static func backward(
    _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    count: Int, by coefficients: BackwardCoefficients<Float>
  ) {
    Kernel<SIMD8<Float>>.backward(dy, x, into: dx, count: count, by: coefficients)
  }
}

extension Double: TensorScalar {
  /// Returns the moments of `count` values.
  public static func moments(of values: UnsafePointer<Double>, count: Int) -> Moments {
    Kernel<SIMD4<Double>>.moments(of: values, count: count)
  }

  /// Returns the statistics of the finite ones of `count` values.
  public static func statistics(
    of values: UnsafePointer<Double>, count: Int
  ) -> ChunkStatistics<Double> {
    Kernel<SIMD4<Double>>.statistics(of: values, count: count)
  }

  /// Adds the finite ones of `count` values to the 64 counts of a histogram.
  public static func addCounts(
    of values: UnsafePointer<Double>, count: Int, _ index: BinIndex, allFinite: Bool,
    to counts: inout [Int]
  ) {
    Kernel<SIMD4<Double>>.addCounts(
      of: values, count: count, index, allFinite: allFinite, to: &counts)
  }

  /// Returns four values as Double.
  @inline(__always)
  public static func doubles(_ values: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(values).loadUnaligned(as: SIMD4<Double>.self)
  }

  /// Writes y for each of `count` values.
  public static func transform(
    _ values: UnsafePointer<Double>, into output: UnsafeMutablePointer<Double>, count: Int,
    by coefficients: ScaleShift<Double>
  ) {
    Kernel<SIMD4<Double>>.transform(values, into: output, count: count, by: coefficients)
  }

  /// Returns Σ dy and Σ dy · (x − c) over `count` values.
  public static func sums(
    of dy: UnsafePointer<Double>, _ x: UnsafePointer<Double>, count: Int, around c: Double
  ) -> (first: Double, second: Double) {
    Kernel<SIMD4<Double>>.sums(dy, x, count: count, around: c)
  }

  /// Writes dx for each of `count` values.
  public static func backward(
    _ dy: UnsafePointer<Double>, _ x: UnsafePointer<Double>, into dx: UnsafeMutablePointer<Double>,
    count: Int, by coefficients: BackwardCoefficients<Double>
  ) {
    Kernel<SIMD4<Double>>.backward(dy, x, into: dx, count: count, by: coefficients)
  }
}
