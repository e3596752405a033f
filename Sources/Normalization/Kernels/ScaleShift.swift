// SPDX-License-Identifier: MIT

/// The straight line y = scale · ((x − mean) − tail) + shift that every normalization is in the end.
///
/// The mean is kept in two numbers of the tensor's type. Folding it into one shift would lose four
/// digits where |mean| is 1e4 deviations.
public struct ScaleShift<Scalar: TensorScalar>: Equatable, Sendable {
  /// γ / √(σ² + ε).
  public let scale: Scalar
  /// The mean, rounded.
  public let mean: Scalar
  /// β − scale · tail, where tail is what rounding took from the mean.
  public let shift: Scalar

  /// The line of  γ · (x − μ) / deviation + β.
  public init(moments: Moments, deviation: Double, affine: ChannelAffine) {
    let factor = affine.gamma / deviation
    mean = Scalar(moments.mean)
    let tail = (moments.mean - Double(mean)) + moments.tail
    scale = Scalar(factor)
    shift = Scalar(affine.beta - factor * tail)
  }
}
