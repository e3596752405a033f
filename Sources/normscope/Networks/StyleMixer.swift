// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Measures styles with a network's encoder and mixes them.
///
/// γ and β are linear in a style's weight, and the content is a style like the others with the
/// weight 1 − α: at the deepest site that is α · AdaIN(x, s) + (1 − α) · x (Huang & Belongie,
/// equation 14), and at the others what the network was trained to give a picture back with.
struct StyleMixer {
  /// γ and β for each level of an encoder.
  typealias Levels = [Int: Affine]

  private let network: Network

  init(_ network: Network) { self.network = network }

  /// The mixture of styles, their weights divided by the sum; empty without styles.
  /// - Precondition: the sum is not 0.
  func mixture(_ styles: [Levels], weights: [Double]) -> Levels {
    (styles.first ?? [:]).keys.reduce(into: Levels()) { result, level in
      result[level] = AdaptiveInstanceNorm.blend(
        styles.compactMap { $0[level] }, weights: weights)
    }
  }

  /// A mixture, mixed with a content's own.
  func levels(_ style: Levels, alpha: Double, content: Tensor<Float>) throws -> Levels {
    guard alpha != 1, !style.isEmpty else { return style }
    let own = try moments(of: content)
    return style.reduce(into: Levels()) { result, entry in
      guard let level = own[entry.key] else { return }
      result[entry.key] = .mixture([level, entry.value], weights: [1 - alpha, alpha])
    }
  }

  /// γ and β that a picture gives as a style.
  func moments(of picture: Tensor<Float>) throws -> Levels {
    let run = try NetworkRun.checked(network, picture.shape, encoderOnly: true)
    run.show(picture)
    return (run.styleMoments()?.levels ?? [:]).reduce(into: Levels()) { result, level in
      result[level.key] = Affine(of: level.value, root: root(of: level.key))
    }
  }

  /// The root of the sites that take a level's moments.
  private func root(of level: Int) -> Root {
    let site = network.description.sites.first { $0.source == .style(level: level) }
    return site.map { Root(epsilon: $0.epsilon) } ?? Root()
  }
}
