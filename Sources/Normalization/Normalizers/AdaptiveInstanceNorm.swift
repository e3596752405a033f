// SPDX-License-Identifier: MIT

/// Adaptive instance normalization: μ, σ² over H, W; γ, β are the style's deviation and mean.
///
/// Huang & Belongie 2017, equation 8: AdaIN(x, s) = σ(s) · (x − μ(x)) / σ(x) + μ(s). The mix α acts
/// on the affine: (1 − α) · (√(σ_x² + ε), μ_x) + α · (σ(s), μ(s)), with exactly the root that x was
/// divided by; that is the same as mixing features, α · AdaIN(x, s) + (1 − α) · x (equation 14).
public struct AdaptiveInstanceNorm: Normalizer {
  /// γ and β of the style: one for all pictures, or one a picture.
  public let styles: [Affine]
  /// The style mix: 0 gives the content back, 1 the style's moments.
  public var alpha: Double
  /// Biased, with ε inside the root. The convention may say otherwise.
  public var estimator: DeviationEstimator
  /// One pool a plane.
  public let pool = Pool.instance

  /// One style for every picture, or one for each.
  public init(
    styles: [Affine], alpha: Double = 1, epsilon: Double = 1e-5, convention: Convention = .paper
  ) {
    precondition(!styles.isEmpty, "no style")
    (self.styles, self.alpha) = (styles, alpha)
    estimator = convention.contentEstimator(epsilon: epsilon)
  }

  /// Several styles at once, their weights divided by the weights' sum.
  /// - Precondition: as many weights as styles; their sum is not 0.
  public static func blend(_ styles: [Affine], weights: [Double]) -> Affine {
    let sum = weights.reduce(0, +)
    precondition(sum != 0, "style weights that sum to 0")
    return Affine.mixture(styles, weights: weights.map { $0 / sum })
  }

  /// 1 − α.
  public var identityShare: Double { 1 - alpha }

  /// The content's own deviation and mean, mixed with the style's.
  public func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    let style = styles[styles.count == 1 ? 0 : n].channels[c]
    return ChannelAffine(of: own, estimator: estimator).mixed(with: style, alpha: alpha)
  }
}
