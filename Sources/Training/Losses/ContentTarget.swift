// SPDX-License-Identifier: MIT

import Normalization

/// What features N × C × H × W should come to, so that a content is kept.
public enum ContentTarget {
  /// The content's own features, means and deviations of planes set aside.
  case normalized(Tensor<Float>)
  /// Features as they are: the content's, or what AdaIN made of them.
  case plain(Tensor<Float>)

  /// The normalized target of a content's features.
  public static func normalized(of features: Tensor<Float>) -> ContentTarget {
    .normalized(ContentLoss.target(features))
  }

  /// What AdaIN makes of a content's features: x̂ · √(σ_s² + 10⁻⁵) + μ_s of each plane.
  /// - Precondition: the style has a moment for each plane.
  public static func adain(_ features: Tensor<Float>, in style: [Moments]) -> ContentTarget {
    let estimator = DeviationEstimator()
    let steps = zip(features.planeMoments(), style).map { own, style in
      PlaneTransform(
        moments: own, deviation: estimator.deviation(of: own),
        affine: ChannelAffine(gamma: estimator.deviation(of: style), beta: style.mean))
    }
    return .plain(features.applying(steps))
  }

  /// The mean of squared differences.
  func loss(_ features: Tensor<Float>, weight: Double) -> Loss<Tensor<Float>> {
    switch self {
    case .normalized(let target): ContentLoss.loss(features, to: target, weight: weight)
    case .plain(let target): PictureLoss.square(features, to: target, weight: weight)
    }
  }
}
