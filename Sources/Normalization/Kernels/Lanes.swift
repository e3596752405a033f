// SPDX-License-Identifier: MIT

/// SIMD vector type of the kernels.
///
/// The standard library's generic SIMD operators loop over elements and are not vectorized when
/// called through a generic parameter; these requirements are implemented by the concrete
/// operators.
protocol Lanes<Scalar> {
  associatedtype Scalar: TensorScalar
  static var width: Int { get }
  init(repeating value: Scalar)
  static func plus(_ a: Self, _ b: Self) -> Self
  static func minus(_ a: Self, _ b: Self) -> Self
  static func times(_ a: Self, _ b: Self) -> Self
  /// Returns the smaller of two values in each lane; if either is NaN, the second.
  static func smaller(_ a: Self, _ b: Self) -> Self
  /// Returns the larger of two values in each lane; if either is NaN, the second.
  static func larger(_ a: Self, _ b: Self) -> Self
  /// Returns the smallest lane.
  func smallest() -> Scalar
  /// Returns the largest lane.
  func largest() -> Scalar
  /// Returns the lanes widened to Double, folded to four sums.
  func widened() -> SIMD4<Double>
}

extension SIMD8: Lanes where Scalar == Float {
  @inline(__always) static var width: Int { 8 }
  @inline(__always) static func plus(_ a: Self, _ b: Self) -> Self { a + b }
  @inline(__always) static func minus(_ a: Self, _ b: Self) -> Self { a - b }
  @inline(__always) static func times(_ a: Self, _ b: Self) -> Self { a * b }
  @inline(__always) static func smaller(_ a: Self, _ b: Self) -> Self {
    b.replacing(with: a, where: a .< b)
  }
  @inline(__always) static func larger(_ a: Self, _ b: Self) -> Self {
    b.replacing(with: a, where: a .> b)
  }
  @inline(__always) func smallest() -> Scalar { self.min() }
  @inline(__always) func largest() -> Scalar { self.max() }
  @inline(__always) func widened() -> SIMD4<Double> {
    SIMD4<Double>(lowHalf) + SIMD4<Double>(highHalf)
  }
}

extension SIMD4: Lanes where Scalar == Double {
  @inline(__always) static var width: Int { 4 }
  @inline(__always) static func plus(_ a: Self, _ b: Self) -> Self { a + b }
  @inline(__always) static func minus(_ a: Self, _ b: Self) -> Self { a - b }
  @inline(__always) static func times(_ a: Self, _ b: Self) -> Self { a * b }
  @inline(__always) static func smaller(_ a: Self, _ b: Self) -> Self {
    b.replacing(with: a, where: a .< b)
  }
  @inline(__always) static func larger(_ a: Self, _ b: Self) -> Self {
    b.replacing(with: a, where: a .> b)
  }
  @inline(__always) func smallest() -> Scalar { self.min() }
  @inline(__always) func largest() -> Scalar { self.max() }
  @inline(__always) func widened() -> SIMD4<Double> { self }
}
