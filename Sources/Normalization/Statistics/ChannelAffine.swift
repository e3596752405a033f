// SPDX-License-Identifier: MIT

/// γ and β of one channel: y = γ · x̂ + β.
public struct ChannelAffine: Equatable, Sendable {
  /// The factor γ: the deviation that the output gets.
  public var gamma: Double
  /// The offset β: the mean that the output gets.
  public var beta: Double

  /// γ and β.
  public init(gamma: Double, beta: Double) {
    (self.gamma, self.beta) = (gamma, beta)
  }

  /// The γ and β that give values these moments: γ = √(σ² + ε), β = μ. After a division by the same
  /// root they give the values themselves back.
  public init(of moments: Moments, estimator: DeviationEstimator) {
    self.init(gamma: estimator.deviation(of: moments), beta: moments.mean + moments.tail)
  }

  /// γ = 1, β = 0: the bare x̂.
  public static let identity = ChannelAffine(gamma: 1, beta: 0)

  /// (1 − α) · self + α · other, which is the same as mixing the two outputs.
  public func mixed(with other: ChannelAffine, alpha: Double) -> ChannelAffine {
    // Squares of a content beyond 1e154 overflow, and 0 · ∞ is not 0.
    if alpha == 1 { return other }
    return ChannelAffine(
      gamma: (1 - alpha) * gamma + alpha * other.gamma,
      beta: (1 - alpha) * beta + alpha * other.beta)
  }
}
