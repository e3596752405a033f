// SPDX-License-Identifier: MIT

/// Normalizer whose γ and β are parameters [C], the same for every picture.
public protocol ParametricNormalizer: Normalizer {
  /// γ and β of each channel.
  var parameters: Affine { get }
}

extension ParametricNormalizer {
  /// Returns the parameters of the channel.
  public func affine(picture n: Int, channel c: Int, moments: Moments) -> ChannelAffine {
    parameters.channels[c]
  }
}

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
