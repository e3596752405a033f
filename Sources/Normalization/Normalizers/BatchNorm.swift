// SPDX-License-Identifier: MIT

/// Batch normalization: μ, σ² over N, H, W of the batch, or running moments; γ, β are parameters.
///
/// Ioffe & Szegedy 2015. All pictures get the same transform, so differences between their styles
/// remain.
public struct BatchNorm: ParametricNormalizer {
  /// γ and β of each channel.
  public var parameters: Affine
  /// Moments that replace those of the batch, as in inference after training.
  public var running: RunningMoments?
  /// Biased variance plus ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool per channel, over the batch.
  public let pool = Pool.batch

  /// Creates a batch normalization.
  /// - Precondition: running moments have as many channels as the parameters.
  public init(_ parameters: Affine, running: RunningMoments? = nil, epsilon: Double = 1e-5) {
    precondition(
      running.map { $0.mean.count == parameters.count } ?? true,
      "\(running?.mean.count ?? 0) running moments for \(parameters.count) channels")
    (self.parameters, self.running, estimator) = (
      parameters, running, DeviationEstimator(epsilon: epsilon)
    )
  }

  /// The running moments, if any.
  public var fixedMoments: [Moments]? { running?.moments }
}

/// Moving averages of a batch normalization's mean and variance, for inference.
///
/// Same as PyTorch: running = (1 − m) · running + m · batch, where the batch's variance is
/// unbiased. (TensorFlow's momentum is 1 − m.)
public struct RunningMoments: Equatable, Sendable {
  /// The mean of each channel.
  public private(set) var mean: [Double]
  /// The average of each channel's variance with divisor n − 1.
  public private(set) var variance: [Double]
  /// m, the share of the newest batch.
  public let momentum: Double

  /// Creates the initial running moments: mean 0, variance 1.
  public init(channels: Int, momentum: Double = 0.1) {
    self.init(
      mean: Array(repeating: 0, count: channels), variance: Array(repeating: 1, count: channels),
      momentum: momentum)
  }

  /// Creates running moments from stored values.
  /// - Precondition: as many means as variances; no variance is negative.
  public init(mean: [Double], variance: [Double], momentum: Double = 0.1) {
    precondition(mean.count == variance.count, "\(mean.count) means, \(variance.count) variances")
    precondition(variance.allSatisfy { !($0 < 0) }, "negative running variance in \(variance)")
    (self.mean, self.variance, self.momentum) = (mean, variance, momentum)
  }

  /// Updates the averages with the moments of one batch, one per channel.
  public mutating func update(with batch: [Moments]) {
    precondition(batch.count == mean.count, "\(batch.count) moments for \(mean.count) channels")
    for (c, moments) in batch.enumerated() {
      mean[c] += momentum * (moments.mean - mean[c])
      variance[c] += momentum * (moments.unbiasedVariance - variance[c])
    }
  }

  /// The averages as moments of each channel.
  public var moments: [Moments] {
    zip(mean, variance).map { Moments(mean: $0, variance: $1) }
  }
}
