// SPDX-License-Identifier: MIT

/// A normalization  y = γ · (x − μ) / √(σ² + ε) + β.
///
/// Every variant answers three questions: which planes are pooled, how a variance becomes the
/// deviation, and where γ and β come from. The forward kernel is the same for all of them.
public protocol Normalizer: Sendable {
  /// The planes that share μ and σ².
  var pool: Pool { get }
  /// The divisor and ε under the root.
  var estimator: DeviationEstimator { get }
  /// Moments to use in place of the measured ones, one a channel; nil to measure.
  var fixedMoments: [Moments]? { get }
  /// The share of x itself in y, as the style mix of AdaIN leaves it: 1 − α.
  var identityShare: Double { get }
  /// γ and β for channel c of picture n, whose pool has the moments `own`.
  func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine
}

extension Normalizer {
  /// Measured, as all variants do except batch normalization after training.
  public var fixedMoments: [Moments]? { nil }

  /// 0, as in all variants but the style mix.
  public var identityShare: Double { 0 }

  /// What is done to one plane, given the moments of its pool.
  public func step(picture n: Int, channel c: Int, pooled: Moments) -> PlaneTransform {
    let used = fixedMoments?[c] ?? pooled
    return PlaneTransform(
      moments: used, deviation: estimator.deviation(of: used),
      affine: affine(picture: n, channel: c, own: used))
  }

  /// What is done to every plane, from the moments of the planes alone.
  public func steps(planes: [Moments], in shape: Shape) -> [PlaneTransform] {
    let pools = pool.pooled(planes, in: shape)
    return (0..<shape.planes).map { plane in
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      return step(
        picture: n, channel: c, pooled: pools[pool.index(picture: n, channel: c, in: shape)])
    }
  }
}
