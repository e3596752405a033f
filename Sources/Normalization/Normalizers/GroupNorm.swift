// SPDX-License-Identifier: MIT

/// Group normalization: μ, σ² over a group of channels, H, W of one picture; γ, β a channel.
///
/// Wu & He 2018. One group is layer normalization; as many groups as channels are instance norm.
public struct GroupNorm: ParametricNormalizer {
  /// γ and β, one a channel.
  public var parameters: Affine
  /// Biased, with ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool a group of channels.
  public let pool: Pool

  /// A group normalization. - Precondition: the groups divide the channels evenly.
  public init(_ parameters: Affine, groups: Int, epsilon: Double = 1e-5) {
    precondition(
      groups > 0 && parameters.count % groups == 0, "\(groups) groups of \(parameters.count)")
    (self.parameters, estimator, pool) = (
      parameters, DeviationEstimator(epsilon: epsilon), .group(groups)
    )
  }
}
