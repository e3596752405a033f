// SPDX-License-Identifier: MIT

/// Whose divisor and ε adaptive instance normalization follows.
///
/// | | content | style |
/// |---|---|---|
/// | `paper` | √(biased + ε) | √(biased + ε) |
/// | `official`, the authors' Torch code | √(biased + ε) | √biased |
/// | `pytorch`, pytorch-AdaIN and MicroAST | √(unbiased + ε) | √(unbiased + ε) |
public enum Convention: String, CaseIterable, Sendable {
  /// The equations of Huang & Belongie 2017.
  case paper
  /// The authors' Torch code: no ε on the style's side.
  case official
  /// pytorch-AdaIN and MicroAST: divisor n − 1.
  case pytorch

  /// The root that the content is divided by.
  public func contentEstimator(epsilon: Double) -> DeviationEstimator {
    DeviationEstimator(self == .pytorch ? .unbiased : .biased, epsilon: epsilon)
  }

  /// The root that makes a style's γ.
  public func styleEstimator(epsilon: Double) -> DeviationEstimator {
    switch self {
    case .paper: DeviationEstimator(.biased, epsilon: epsilon)
    case .official: DeviationEstimator(.biased, epsilon: 0)
    case .pytorch: DeviationEstimator(.unbiased, epsilon: epsilon)
    }
  }
}
