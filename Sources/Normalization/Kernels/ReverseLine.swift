// SPDX-License-Identifier: MIT

/// dx = slope · dy + bend · (x − mean) + offset in the tensor's type.
public struct ReverseLine<Scalar: TensorScalar>: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public let slope: Scalar
  /// What comes back through the deviation.
  public let bend: Scalar
  /// The mean, rounded as the forward line has it.
  public let mean: Scalar
  /// What comes back through the mean, and through what rounding took from it.
  public let offset: Scalar

  /// The gradient's line on a plane whose pool has these moments.
  public init(_ reverse: PlaneReverse, around moments: Moments) {
    (slope, bend) = (Scalar(reverse.slope), Scalar(reverse.bend))
    mean = Scalar(moments.mean)
    offset = Scalar(reverse.offset - reverse.bend * moments.tail(of: mean))
  }
}

extension Moments {
  /// μ less its rounded value.
  public func tail<Scalar: TensorScalar>(of mean: Scalar) -> Double {
    (self.mean - Double(mean)) + tail
  }
}
