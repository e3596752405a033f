// SPDX-License-Identifier: MIT

/// γ and β as a command line gives them: for all channels or one a channel; nil for the default.
public struct AffineParameters: Equatable, Sendable {
  /// γ.
  public var gamma: [Double]?
  /// β.
  public var beta: [Double]?

  /// Given values, by default none.
  public init(gamma: [Double]? = nil, beta: [Double]? = nil) {
    (self.gamma, self.beta) = (gamma, beta)
  }
}
