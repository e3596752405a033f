// SPDX-License-Identifier: MIT

/// The moving averages that batch normalization uses once training is over.
///
/// As PyTorch: running = (1 − m) · running + m · batch, and the variance that is averaged is the
/// unbiased one. (TensorFlow calls 1 − m the momentum.)
public struct RunningMoments: Equatable, Sendable {
  /// The mean of each channel.
  public private(set) var mean: [Double]
  /// The variance of each channel, averaged with divisor n − 1.
  public private(set) var variance: [Double]
  /// m, the share of the newest batch.
  public let momentum: Double

  /// Running moments before the first batch: mean 0, variance 1.
  public init(channels: Int, momentum: Double = 0.1) {
    self.init(
      mean: Array(repeating: 0, count: channels), variance: Array(repeating: 1, count: channels),
      momentum: momentum)
  }

  /// Running moments from a file.
  /// - Precondition: as many means as variances; no variance is negative.
  public init(mean: [Double], variance: [Double], momentum: Double = 0.1) {
    precondition(mean.count == variance.count, "\(mean.count) means, \(variance.count) variances")
    precondition(variance.allSatisfy { !($0 < 0) }, "a negative running variance")
    (self.mean, self.variance, self.momentum) = (mean, variance, momentum)
  }

  /// Takes in the moments of one batch, one for each channel.
  public mutating func update(with batch: [Moments]) {
    precondition(batch.count == mean.count, "\(batch.count) channels for \(mean.count)")
    for (c, moments) in batch.enumerated() {
      mean[c] += momentum * (moments.mean - mean[c])
      variance[c] += momentum * (moments.unbiasedVariance - variance[c])
    }
  }

  /// The averages as moments of a pool, for each channel.
  public var moments: [Moments] {
    zip(mean, variance).map { Moments(mean: $0, variance: $1) }
  }
}
