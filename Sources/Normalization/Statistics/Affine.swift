// SPDX-License-Identifier: MIT

/// γ and β of all channels.
public struct Affine: Equatable, Sendable {
  /// γ and β of each of the C channels.
  public var channels: [ChannelAffine]

  /// Creates an affine from its channels.
  public init(_ channels: [ChannelAffine]) {
    self.channels = channels
  }

  /// Creates an affine from arrays of γ and β. - Precondition: both have the same length.
  public init(gamma: [Double], beta: [Double]) {
    precondition(gamma.count == beta.count, "\(gamma.count) γ and \(beta.count) β")
    self.init(zip(gamma, beta).map { ChannelAffine(gamma: $0, beta: $1) })
  }

  /// Returns γ = 1, β = 0 for C channels.
  public static func identity(channels: Int) -> Affine {
    Affine(Array(repeating: .identity, count: channels))
  }

  /// Creates the affine whose output has these moments: γ = √(σ² + ε), β = μ.
  public init(of moments: [Moments], estimator: DeviationEstimator) {
    self.init(moments.map { ChannelAffine(of: $0, estimator: estimator) })
  }

  /// The number of channels.
  public var count: Int { channels.count }

  /// Returns Σ wₖ · (γₖ, βₖ) with the weights as given.
  /// - Precondition: as many weights as affines, at least one; equal numbers of channels.
  public static func mixture(_ affines: [Affine], weights: [Double]) -> Affine {
    precondition(affines.count == weights.count, "\(affines.count) rows, \(weights.count) weights")
    precondition(
      Set(affines.map(\.count)).count == 1, "rows of \(affines.map(\.count)) channels")
    return Affine(
      affines[0].channels.indices.map { c in
        zip(affines, weights).reduce(into: ChannelAffine(gamma: 0, beta: 0)) { sum, row in
          sum.gamma += row.1 * row.0.channels[c].gamma
          sum.beta += row.1 * row.0.channels[c].beta
        }
      })
  }
}

/// γ and β of one channel: y = γ · x̂ + β.
public struct ChannelAffine: Equatable, Sendable {
  /// The factor γ, the deviation of the output.
  public var gamma: Double
  /// The offset β, the mean of the output.
  public var beta: Double

  /// Creates an affine from γ and β.
  public init(gamma: Double, beta: Double) {
    (self.gamma, self.beta) = (gamma, beta)
  }

  /// Creates the affine whose output has these moments: γ = √(σ² + ε), β = μ. For values normalized
  /// with the same moments and estimator, y = x.
  public init(of moments: Moments, estimator: DeviationEstimator) {
    self.init(gamma: estimator.deviation(of: moments), beta: moments.mean + moments.meanLow)
  }

  /// γ = 1, β = 0, for which y = x̂.
  public static let identity = ChannelAffine(gamma: 1, beta: 0)

  /// Returns (1 − α) · self + α · other, which equals mixing the two outputs.
  public func mixed(with other: ChannelAffine, alpha: Double) -> ChannelAffine {
    // Squares of a content beyond 1e154 overflow, and 0 · ∞ is not 0.
    if alpha == 1 { return other }
    return ChannelAffine(
      gamma: (1 - alpha) * gamma + alpha * other.gamma,
      beta: (1 - alpha) * beta + alpha * other.beta)
  }
}
