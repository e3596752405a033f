// SPDX-License-Identifier: MIT

import Normalization

extension Site {
  /// Names of its tensors.
  var parameterNames: [String] {
    switch source {
    case .style, .none: []
    case .instance(let gamma, let beta): [gamma, beta]
    case .batch(let gamma, let beta, let mean, let variance): [gamma, beta, mean, variance]
    }
  }
}

extension Site {
  /// The rows of γ and β: one, or one per style. Empty if there are none.
  func table(in parameters: Parameters) -> [Affine] {
    switch source {
    case .style, .none: return []
    case .instance(let gamma, let beta), .batch(let gamma, let beta, _, _):
      return zip(rows(gamma, parameters), rows(beta, parameters)).map {
        Affine(gamma: $0, beta: $1)
      }
    }
  }

  /// The rows of a tensor, with as many values as the site has channels.
  func rows(_ name: String, _ parameters: Parameters) -> [[Double]] {
    let values = parameters[name]?.values ?? []
    return stride(from: 0, to: values.count, by: channels).map { start in
      values[start..<start + channels].map(Double.init)
    }
  }
}

extension Network {
  /// The rows of γ and β of a site: one, or one per style. Empty if there are none.
  public func table(at site: Site) -> [Affine] { site.table(in: parameters) }

  /// The default normalizer of a site, with the network's or the style's γ and β.
  /// Nil if the site has neither, or there is no style.
  public func normalizer(at site: Site, style: LevelMoments? = nil) -> (any Normalizer)? {
    switch site.source {
    case .none: return nil
    case .style(let level):
      guard let moments = style?.levels[level] else { return nil }
      let affine = Affine(of: moments, estimator: DeviationEstimator(epsilon: site.epsilon))
      return AdaptiveInstanceNorm(styles: [affine], epsilon: site.epsilon)
    case .instance:
      return table(at: site).first.map { InstanceNorm($0, epsilon: site.epsilon) }
    case .batch:
      return table(at: site).first.map {
        BatchNorm($0, running: runningMoments(at: site), epsilon: site.epsilon)
      }
    }
  }

  /// The running moments of a site; nil if there are none.
  public func runningMoments(at site: Site) -> RunningMoments? {
    guard case .batch(_, _, let mean, let variance) = site.source else { return nil }
    return RunningMoments(
      mean: site.rows(mean, parameters).first ?? [],
      variance: site.rows(variance, parameters).first ?? [])
  }
}

/// Moments of a style picture's features at each level of the encoder.
public struct LevelMoments: Equatable, Sendable {
  /// The moments of each channel by level.
  public var levels: [Int: [Moments]]

  /// Moments by level.
  public init(levels: [Int: [Moments]] = [:]) { self.levels = levels }
}
