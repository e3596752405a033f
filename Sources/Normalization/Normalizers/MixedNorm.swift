// SPDX-License-Identifier: MIT

/// Any normalization y, mixed with what it normalizes: (1 − α) · x + α · y.
///
/// The mix acts on the affine, (1 − α) · (√(σ_x² + ε), μ_x) + α · (γ, β), with exactly the moments
/// and the root that x is normalized by; of an instance norm with a style's γ and β it makes
/// `AdaptiveInstanceNorm`.
public struct MixedNorm: Normalizer {
  /// What α = 1 gives.
  public let base: any Normalizer
  /// 0 gives x back.
  public var alpha: Double

  /// A mix of a normalization and its input.
  public init(_ base: any Normalizer, alpha: Double) { (self.base, self.alpha) = (base, alpha) }

  /// The base's.
  public var pool: Pool { base.pool }
  /// The base's.
  public var estimator: DeviationEstimator { base.estimator }
  /// The base's.
  public var fixedMoments: [Moments]? { base.fixedMoments }

  /// The input's own deviation and mean, mixed with the base's γ and β.
  public func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    ChannelAffine(of: own, estimator: estimator)
      .mixed(with: base.affine(picture: n, channel: c, own: own), alpha: alpha)
  }
}
