// SPDX-License-Identifier: MIT

/// What a normalization does to one plane: x ↦ γ · (x − μ) / deviation + β.
public struct PlaneTransform: Equatable, Sendable {
  /// The moments of the pool that the plane is in.
  public let moments: Moments
  /// √(σ² + ε), what is divided by.
  public let deviation: Double
  /// γ and β.
  public let affine: ChannelAffine

  /// A step from its parts.
  public init(moments: Moments, deviation: Double, affine: ChannelAffine) {
    (self.moments, self.deviation, self.affine) = (moments, deviation, affine)
  }

  /// γ / deviation: the slope of y over x.
  public var scale: Double { affine.gamma / deviation }
  /// y at x = 0.
  public var shift: Double { affine.beta - scale * (moments.mean + moments.tail) }

  /// The line for the kernel, in the tensor's type.
  public func line<Scalar: TensorScalar>() -> ScaleShift<Scalar> {
    ScaleShift(moments: moments, deviation: deviation, affine: affine)
  }

  /// The moments that a plane with these moments has afterwards.
  public func output(of plane: Moments) -> Moments {
    let delta = (plane.mean - moments.mean) + (plane.tail - moments.tail)
    return Moments(
      count: plane.count, mean: scale * delta + affine.beta,
      squares: scale * scale * plane.squares)
  }
}
