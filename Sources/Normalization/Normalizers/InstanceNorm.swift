// SPDX-License-Identifier: MIT

/// Instance normalization: μ, σ² over H, W of one picture; γ, β are parameters.
///
/// Ulyanov et al. 2016; training and inference are the same. The output no longer depends on the
/// input's channel means and deviations: the style of the input is normalized away.
public struct InstanceNorm: ParametricNormalizer {
  /// γ and β of each channel.
  public var parameters: Affine
  /// Biased variance plus ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool per plane.
  public let pool = Pool.instance

  /// Creates an instance normalization.
  public init(_ parameters: Affine, epsilon: Double = 1e-5) {
    (self.parameters, estimator) = (parameters, DeviationEstimator(epsilon: epsilon))
  }
}
