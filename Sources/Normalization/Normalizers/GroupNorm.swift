// SPDX-License-Identifier: MIT

/// Group normalization: μ, σ² over a group of channels, H, W of one picture; γ, β are parameters
/// [C].
///
/// Wu & He 2018. With one group it equals layer normalization, with C groups instance
/// normalization.
public struct GroupNorm: ParametricNormalizer {
  /// γ and β of each channel.
  public var parameters: Affine
  /// Biased variance plus ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool per group of channels.
  public let pool: Pool

  /// Creates a group normalization. - Precondition: `groups` divides the number of channels.
  public init(_ parameters: Affine, groups: Int, epsilon: Double = 1e-5) {
    precondition(
      groups > 0 && parameters.count % groups == 0,
      "\(groups) groups do not divide \(parameters.count) channels")
    (self.parameters, estimator, pool) = (
      parameters, DeviationEstimator(epsilon: epsilon), .group(groups)
    )
  }
}
