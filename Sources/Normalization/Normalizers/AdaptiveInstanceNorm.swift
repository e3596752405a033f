// SPDX-License-Identifier: MIT

/// Adaptive instance normalization: μ, σ² over H, W; γ, β are the deviation and mean of a style.
///
/// Huang & Belongie 2017, equation 8: AdaIN(x, s) = σ(s) · (x − μ(x)) / σ(x) + μ(s). The style mix
/// α interpolates the affine, (1 − α) · (√(σ_x² + ε), μ_x) + α · (σ(s), μ(s)), with exactly the
/// root that x is divided by. This equals mixing features: α · AdaIN(x, s) + (1 − α) · x (equation
/// 14).
public struct AdaptiveInstanceNorm: Normalizer {
  /// γ and β of the style: one element for all pictures, or one per picture.
  public let styles: [Affine]
  /// The style mix α: 0 returns x, 1 transfers the style's moments.
  public var alpha: Double
  /// Divisor and ε of the content, as the convention defines them.
  public var estimator: DeviationEstimator
  /// One pool per plane.
  public let pool = Pool.instance

  /// Creates a normalization with one style for all pictures, or one per picture.
  public init(
    styles: [Affine], alpha: Double = 1, epsilon: Double = 1e-5,
    convention: AdaINConvention = .paper
  ) {
    precondition(!styles.isEmpty, "no styles")
    (self.styles, self.alpha) = (styles, alpha)
    estimator = convention.contentEstimator(epsilon: epsilon)
  }

  /// Returns the weighted mean of several styles: Σ wₖ · (γₖ, βₖ) / Σ wₖ.
  /// - Precondition: as many weights as styles; their sum is not 0.
  public static func blend(_ styles: [Affine], weights: [Double]) -> Affine {
    let sum = weights.reduce(0, +)
    precondition(sum != 0, "style weights \(weights) sum to 0")
    return Affine.mixture(styles, weights: weights.map { $0 / sum })
  }

  /// Returns the content's deviation and mean, mixed with those of the style.
  public func affine(picture n: Int, channel c: Int, moments: Moments) -> ChannelAffine {
    let style = styles[styles.count == 1 ? 0 : n].channels[c]
    return ChannelAffine(of: moments, estimator: estimator).mixed(with: style, alpha: alpha)
  }

  /// Returns 1 − α with respect to the content's moments and α with respect to the style's.
  public func affineDerivatives(picture n: Int, channel c: Int) -> AffineDerivatives {
    .ofInput.mixed(with: .parameters, alpha: alpha)
  }
}
