// SPDX-License-Identifier: MIT

import Normalization

extension Site {
  /// The tensors that its source names.
  var parameterNames: [String] {
    switch source {
    case .style, .none: []
    case .instance(let gamma, let beta): [gamma, beta]
    case .batch(let gamma, let beta, let mean, let variance): [gamma, beta, mean, variance]
    }
  }
}

extension Site {
  /// The rows of γ and β among some tensors: one, or one a style. Empty where it has none.
  func table(in parameters: Parameters) -> [Affine] {
    switch source {
    case .style, .none: return []
    case .instance(let gamma, let beta), .batch(let gamma, let beta, _, _):
      return zip(rows(gamma, parameters), rows(beta, parameters)).map {
        Affine(gamma: $0, beta: $1)
      }
    }
  }

  /// Rows of as many values as the site has channels.
  func rows(_ name: String, _ parameters: Parameters) -> [[Double]] {
    let values = parameters[name]?.values ?? []
    return stride(from: 0, to: values.count, by: channels).map { start in
      values[start..<start + channels].map(Double.init)
    }
  }
}

extension Network {
  /// The rows of γ and β that a site has in the file: one, or one a style. Empty where it has none.
  public func table(at site: Site) -> [Affine] { site.table(in: parameters) }

  /// What the site does when nobody chooses: the file's γ and β, or the style's.
  /// Nil for a site without either, or a style that is not there.
  public func normalizer(at site: Site, style: StyleMoments? = nil) -> (any Normalizer)? {
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
        BatchNorm($0, running: running(at: site), epsilon: site.epsilon)
      }
    }
  }

  /// The running moments that the file has for a site; nil where it has none.
  public func running(at site: Site) -> RunningMoments? {
    guard case .batch(_, _, let mean, let variance) = site.source else { return nil }
    return RunningMoments(
      mean: site.rows(mean, parameters).first ?? [],
      variance: site.rows(variance, parameters).first ?? [])
  }
}
