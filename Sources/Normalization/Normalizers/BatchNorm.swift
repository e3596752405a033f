// SPDX-License-Identifier: MIT

/// Batch normalization: μ, σ² over N, H, W of the batch, or the running moments; γ, β are parameters.
///
/// Ioffe & Szegedy 2015. Each picture keeps what it differs in from the batch, its own style too.
public struct BatchNorm: ParametricNormalizer {
  /// γ and β, one a channel.
  public var parameters: Affine
  /// The moments to use instead of the batch's own, as after training.
  public var running: RunningMoments?
  /// Biased, with ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool a channel, over the batch.
  public let pool = Pool.batch

  /// A batch normalization. - Precondition: running moments have as many channels as γ.
  public init(_ parameters: Affine, running: RunningMoments? = nil, epsilon: Double = 1e-5) {
    precondition(
      running.map { $0.mean.count == parameters.count } ?? true, "running moments and γ differ")
    (self.parameters, self.running, estimator) = (
      parameters, running, DeviationEstimator(epsilon: epsilon)
    )
  }

  /// The running moments where there are some.
  public var fixedMoments: [Moments]? { running?.moments }
}
