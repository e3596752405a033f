// SPDX-License-Identifier: MIT

/// Layer normalization: μ, σ² over C, H, W of one picture; γ, β are parameters, one a channel.
///
/// Ba et al. 2016, with one γ and β a channel as convolutional networks have it.
public struct LayerNorm: ParametricNormalizer {
  /// γ and β, one a channel.
  public var parameters: Affine
  /// Biased, with ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool a picture.
  public let pool = Pool.layer

  /// A layer normalization.
  public init(_ parameters: Affine, epsilon: Double = 1e-5) {
    (self.parameters, estimator) = (parameters, DeviationEstimator(epsilon: epsilon))
  }
}
