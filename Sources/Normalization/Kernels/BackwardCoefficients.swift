// SPDX-License-Identifier: MIT

/// dx = slope · dy + bend · (x − mean) + constant in the tensor's type.
public struct BackwardCoefficients<Scalar: TensorScalar>: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public let dyScale: Scalar
  /// What comes back through the deviation.
  public let xScale: Scalar
  /// The mean, rounded as the forward line has it.
  public let mean: Scalar
  /// What comes back through the mean, and through what rounding took from it.
  public let constant: Scalar

  /// The gradient's line on a plane whose pool has these moments.
  public init(_ backward: PlaneBackward, around moments: Moments) {
    (dyScale, xScale) = (Scalar(backward.dyScale), Scalar(backward.xScale))
    mean = Scalar(moments.mean)
    constant = Scalar(backward.constant - backward.xScale * moments.tail(of: mean))
  }
}

extension Moments {
  /// μ less its rounded value.
  public func tail<Scalar: TensorScalar>(of mean: Scalar) -> Double {
    (self.mean - Double(mean)) + tail
  }
}
