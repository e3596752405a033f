// SPDX-License-Identifier: MIT

/// What a loss says of the moments of one plane.
public struct MomentsGradient: Equatable, Sendable {
  /// The gradient with respect to μ.
  public var mean: Double
  /// The gradient with respect to σ² with the divisor n.
  public var variance: Double

  /// A gradient, by default none.
  public init(mean: Double = 0, variance: Double = 0) {
    (self.mean, self.variance) = (mean, variance)
  }
}
