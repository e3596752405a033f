// SPDX-License-Identifier: MIT

/// How a variance becomes the deviation that is divided by: √(σ² + ε).
public struct DeviationEstimator: Hashable, Sendable {
  /// What the squared deviations are divided by.
  public enum Divisor: Hashable, Sendable {
    /// n, as in the papers.
    case biased
    /// n − 1, as `torch.var` does unasked; with n = 1 the variance counts as 0.
    case unbiased
  }

  /// n or n − 1.
  public var divisor: Divisor
  /// ε, inside the root, in the unit of the variance. Not negative.
  public var epsilon: Double

  /// A root, by default the papers': biased, ε = 1e-5.
  public init(_ divisor: Divisor = .biased, epsilon: Double = 1e-5) {
    precondition(epsilon >= 0, "ε = \(epsilon) is negative")
    (self.divisor, self.epsilon) = (divisor, epsilon)
  }

  /// √(σ² + ε) of pooled values.
  public func deviation(of moments: Moments) -> Double {
    let variance = divisor == .biased ? moments.variance : moments.unbiasedVariance
    return (variance + epsilon).squareRoot()
  }
}
