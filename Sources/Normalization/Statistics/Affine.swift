// SPDX-License-Identifier: MIT

/// γ and β of every channel.
public struct Affine: Equatable, Sendable {
  /// One γ, β a channel: C of them.
  public var channels: [ChannelAffine]

  /// The γ, β of each channel.
  public init(_ channels: [ChannelAffine]) {
    self.channels = channels
  }

  /// γ and β as two rows of C values. - Precondition: they are equally long.
  public init(gamma: [Double], beta: [Double]) {
    precondition(gamma.count == beta.count, "\(gamma.count) γ and \(beta.count) β")
    self.init(zip(gamma, beta).map { ChannelAffine(gamma: $0, beta: $1) })
  }

  /// γ = 1, β = 0 for C channels.
  public static func identity(channels: Int) -> Affine {
    Affine(Array(repeating: .identity, count: channels))
  }

  /// The affine that gives an output these moments: γ = √(σ² + ε), β = μ.
  public init(of moments: [Moments], estimator: DeviationEstimator) {
    self.init(moments.map { ChannelAffine(of: $0, estimator: estimator) })
  }

  /// The number of channels.
  public var count: Int { channels.count }

  /// Σ wₖ · (γₖ, βₖ), the weights as they are. - Precondition: as many weights as affines, all of
  /// the same number of channels, at least one.
  public static func mixture(_ affines: [Affine], weights: [Double]) -> Affine {
    precondition(affines.count == weights.count, "\(affines.count) rows, \(weights.count) weights")
    precondition(Set(affines.map(\.count)).count == 1, "rows of different lengths")
    return Affine(
      affines[0].channels.indices.map { c in
        zip(affines, weights).reduce(into: ChannelAffine(gamma: 0, beta: 0)) { sum, row in
          sum.gamma += row.1 * row.0.channels[c].gamma
          sum.beta += row.1 * row.0.channels[c].beta
        }
      })
  }
}
