// SPDX-License-Identifier: MIT

/// A number that tensors are made of, with the vectors that its kernels run on.
///
/// `Float` and `Double` conform. The kernels are written once, generic over `Lanes`; the two
/// witnesses here are where the compiler makes one machine-code version of each.
public protocol TensorScalar: BinaryFloatingPoint, Sendable {
  /// Count, mean and squared deviations of `count` values, in one pass over memory.
  ///
  /// The result is not finite when a value is not, and may be so when a square overflows.
  static func moments(of values: UnsafePointer<Self>, count: Int) -> Moments

  /// Writes the line’s y for each of `count` values; in place is allowed.
  static func transform(
    _ values: UnsafePointer<Self>, into output: UnsafeMutablePointer<Self>, count: Int,
    by line: ScaleShift<Self>)

  /// Σ dy and Σ dy · (x − c) over `count` values.
  static func sums(
    of dy: UnsafePointer<Self>, _ x: UnsafePointer<Self>, count: Int, around c: Self
  ) -> (first: Double, second: Double)

  /// Writes the gradient's dx for each of `count` values; in place of dy is allowed.
  static func backward(
    _ dy: UnsafePointer<Self>, _ x: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>,
    count: Int, by line: BackwardCoefficients<Self>)
}

extension Float: TensorScalar {
  /// The moments of `count` values; see `TensorScalar`.
  public static func moments(of values: UnsafePointer<Float>, count: Int) -> Moments {
    Kernel<SIMD8<Float>>.moments(of: values, count: count)
  }

  /// The line applied to `count` values; see `TensorScalar`.
  public static func transform(
    _ values: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
    by line: ScaleShift<Float>
  ) {
    Kernel<SIMD8<Float>>.transform(values, into: output, count: count, by: line)
  }

  /// Σ dy and Σ dy · (x − c) over `count` values.
  public static func sums(
    of dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, count: Int, around c: Float
  ) -> (first: Double, second: Double) {
    Kernel<SIMD8<Float>>.sums(dy, x, count: count, around: c)
  }

  /// The gradient's dx for each of `count` values.
  public static func backward(
    _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    count: Int, by line: BackwardCoefficients<Float>
  ) {
    Kernel<SIMD8<Float>>.backward(dy, x, into: dx, count: count, by: line)
  }
}

extension Double: TensorScalar {
  /// The moments of `count` values; see `TensorScalar`.
  public static func moments(of values: UnsafePointer<Double>, count: Int) -> Moments {
    Kernel<SIMD4<Double>>.moments(of: values, count: count)
  }

  /// The line applied to `count` values; see `TensorScalar`.
  public static func transform(
    _ values: UnsafePointer<Double>, into output: UnsafeMutablePointer<Double>, count: Int,
    by line: ScaleShift<Double>
  ) {
    Kernel<SIMD4<Double>>.transform(values, into: output, count: count, by: line)
  }

  /// Σ dy and Σ dy · (x − c) over `count` values.
  public static func sums(
    of dy: UnsafePointer<Double>, _ x: UnsafePointer<Double>, count: Int, around c: Double
  ) -> (first: Double, second: Double) {
    Kernel<SIMD4<Double>>.sums(dy, x, count: count, around: c)
  }

  /// The gradient's dx for each of `count` values.
  public static func backward(
    _ dy: UnsafePointer<Double>, _ x: UnsafePointer<Double>, into dx: UnsafeMutablePointer<Double>,
    count: Int, by line: BackwardCoefficients<Double>
  ) {
    Kernel<SIMD4<Double>>.backward(dy, x, into: dx, count: count, by: line)
  }
}
