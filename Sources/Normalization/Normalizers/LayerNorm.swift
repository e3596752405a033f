// SPDX-License-Identifier: MIT

/// Layer normalization: μ, σ² over C, H, W of one picture; γ, β are parameters [C].
///
/// Ba et al. 2016, with one γ and β per channel, as convolutional networks use it.
public struct LayerNorm: ParametricNormalizer {
  /// γ and β of each channel.
  public var parameters: Affine
  /// Biased variance plus ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool per picture.
  public let pool = Pool.layer

  /// Creates a layer normalization.
  public init(_ parameters: Affine, epsilon: Double = 1e-5) {
    (self.parameters, estimator) = (parameters, DeviationEstimator(epsilon: epsilon))
  }
}
