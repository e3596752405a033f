// SPDX-License-Identifier: MIT

/// Definition of the deviation √(σ² + ε): the divisor of σ², and ε.
public struct DeviationEstimator: Hashable, Sendable {
  /// Divisor of the sum of squared deviations.
  public enum Divisor: Hashable, Sendable {
    /// n, as in the papers.
    case biased
    /// n − 1, the default of `torch.var`. The variance of one value is 0.
    case unbiased
  }

  /// The divisor of the variance.
  public var divisor: Divisor
  /// ε inside the root, in the unit of the variance; not negative.
  public var epsilon: Double

  /// Creates an estimator; the default is that of the papers, biased with ε = 1e-5.
  public init(_ divisor: Divisor = .biased, epsilon: Double = 1e-5) {
    precondition(epsilon >= 0, "negative ε \(epsilon)")
    (self.divisor, self.epsilon) = (divisor, epsilon)
  }

  /// Returns √(σ² + ε), also where σ² overflows or underflows.
  public func deviation(of moments: Moments) -> Double {
    let isBiased = divisor == .biased
    let sum = (isBiased ? moments.variance : moments.unbiasedVariance) + epsilon
    guard !Double.accurateVariances.contains(sum) else { return sum.squareRoot() }
    let deviation = isBiased ? moments.deviation : moments.unbiasedDeviation
    let (low, high) = (min(deviation, epsilon.squareRoot()), max(deviation, epsilon.squareRoot()))
    guard high > 0, high.isFinite else { return high }
    return high * (1 + (low / high) * (low / high)).squareRoot()
  }
}

/// Published implementation of adaptive instance normalization whose divisor and ε are used.
///
/// | | content | style |
/// |---|---|---|
/// | `paper` | √(biased + ε) | √(biased + ε) |
/// | `official`, the authors' Torch code | √(biased + ε) | √biased |
/// | `pytorch`, pytorch-AdaIN and MicroAST | √(unbiased + ε) | √(unbiased + ε) |
public enum AdaINConvention: String, CaseIterable, Sendable {
  /// The equations of Huang & Belongie 2017.
  case paper
  /// The authors' Torch code: no ε for the style.
  case official
  /// pytorch-AdaIN and MicroAST: divisor n − 1.
  case pytorch

  /// Returns the estimator of the content's deviation.
  public func contentEstimator(epsilon: Double) -> DeviationEstimator {
    DeviationEstimator(self == .pytorch ? .unbiased : .biased, epsilon: epsilon)
  }

  /// Returns the estimator of the style's deviation γ.
  public func styleEstimator(epsilon: Double) -> DeviationEstimator {
    switch self {
    case .paper: DeviationEstimator(.biased, epsilon: epsilon)
    case .official: DeviationEstimator(.biased, epsilon: 0)
    case .pytorch: DeviationEstimator(.unbiased, epsilon: epsilon)
    }
  }
}
