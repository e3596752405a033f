// SPDX-License-Identifier: MIT

/// Instance normalization: μ, σ² over H, W of one picture; γ, β are parameters.
///
/// Ulyanov et al. 2016, used the same way when training is over. Whatever a picture's channels had
/// for means and deviations is gone afterwards: its style is normalized.
public struct InstanceNorm: ParametricNormalizer {
  /// γ and β, one a channel.
  public var parameters: Affine
  /// Biased, with ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool a plane.
  public let pool = Pool.instance

  /// An instance normalization.
  public init(_ parameters: Affine, epsilon: Double = 1e-5) {
    (self.parameters, estimator) = (parameters, DeviationEstimator(epsilon: epsilon))
  }
}
