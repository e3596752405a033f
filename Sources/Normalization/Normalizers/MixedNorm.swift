// SPDX-License-Identifier: MIT

/// Normalization mixed with its input:  (1 − α) · x + α · y.
///
/// α interpolates the affine, (1 − α) · (√(σ² + ε), μ) + α · (γ, β), with exactly the moments and
/// the root that x is normalized with. Around `InstanceNorm` with the γ and β of a style it equals
/// `AdaptiveInstanceNorm`.
public struct MixedNorm: Normalizer {
  /// The normalizer that computes y.
  public let base: any Normalizer
  /// The share α of y; 0 returns x, 1 returns y.
  public var alpha: Double

  /// Creates a mixture of `base` and its input.
  public init(_ base: any Normalizer, alpha: Double) { (self.base, self.alpha) = (base, alpha) }

  /// The pool of the base.
  public var pool: Pool { base.pool }
  /// The estimator of the base.
  public var estimator: DeviationEstimator { base.estimator }
  /// The fixed moments of the base.
  public var fixedMoments: [Moments]? { base.fixedMoments }

  /// Returns the input's deviation and mean, mixed with the base's γ and β.
  public func affine(picture n: Int, channel c: Int, moments: Moments) -> ChannelAffine {
    ChannelAffine(of: moments, estimator: estimator)
      .mixed(with: base.affine(picture: n, channel: c, moments: moments), alpha: alpha)
  }

  /// Returns the derivatives of the mixture.
  public func affineDerivatives(picture n: Int, channel c: Int) -> AffineDerivatives {
    .ofInput.mixed(with: base.affineDerivatives(picture: n, channel: c), alpha: alpha)
  }
}
