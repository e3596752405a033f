// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Styles as a network's encoder measures them, and what sites make of them and of the content.
///
/// At a site that the content's features enter as the encoder gives them, (1 − α) · x + α · y with
/// the root and mean that x was normalized by (Huang & Belongie 2017, equation 14). At those that
/// follow, 1 − α of γ and β are what the content gives as a style: what enters there is no content's
/// any more, and networks are trained to give a picture back with its own γ and β, not with none.
struct StyleMixer {
  private let description: NetworkDescription
  private let styles: [StyleMoments]
  private let weights: [Double]
  private let alpha: Double

  /// Styles with their weights. - Precondition: as many weights as styles, whose sum is not 0.
  init(
    _ description: NetworkDescription, _ styles: [StyleMoments], weights: [Double], alpha: Double
  ) {
    precondition(styles.count == weights.count, "\(styles.count) styles, \(weights.count) weights")
    (self.description, self.styles) = (description, styles)
    (self.weights, self.alpha) = (weights, alpha)
  }

  /// Whether a content has to be measured as styles are.
  var needsContent: Bool {
    alpha != 1
      && description.sites.contains { $0.takesStyle && !description.receivesEncoderFeatures($0) }
  }

  /// γ = Σ wₖ √(σₖ² + ε), β = Σ wₖ μₖ with the site's own ε, the weights divided by their sum; then
  /// mixed with a content's where it does not enter the site itself. Nil without styles and for a
  /// site that takes none.
  func affine(at site: Networks.Site, content: StyleMoments?) -> Affine? {
    guard case .style(let level) = site.source, !styles.isEmpty else { return nil }
    let estimator = DeviationEstimator(epsilon: site.epsilon)
    let affines = styles.compactMap { $0.levels[level] }.map {
      Affine(of: $0, estimator: estimator)
    }
    let style = AdaptiveInstanceNorm.blend(affines, weights: weights)
    guard let own = content?.levels[level], !description.receivesEncoderFeatures(site) else {
      return style
    }
    return .mixture([Affine(of: own, estimator: estimator), style], weights: [1 - alpha, alpha])
  }

  /// A site's normalization, mixed with what enters where that is the content itself.
  func mixed(_ normalizer: any Normalizer, at site: Networks.Site) -> any Normalizer {
    description.receivesEncoderFeatures(site) && !styles.isEmpty && alpha != 1
      ? MixedNorm(normalizer, alpha: alpha) : normalizer
  }

  /// What a network keeps of a style picture. - Throws: one sentence.
  static func moments(of picture: Tensor<Float>, in network: Network) throws -> StyleMoments {
    let run = try NetworkRun.checked(network, picture.shape, encoderOnly: true)
    run.setInput(picture)
    guard let moments = try run.styleMoments() else { throw UsageError("the run stopped") }
    return moments
  }
}
