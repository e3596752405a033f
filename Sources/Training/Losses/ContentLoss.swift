// SPDX-License-Identifier: MIT

import Normalization

/// Target of the content loss: features N × C × H × W.
public enum ContentTarget {
  /// Instance-normalized features. The loss ignores each plane's mean and deviation.
  case normalized(Tensor<Float>)
  /// Features compared as they are: the content's, or the result of AdaIN.
  case plain(Tensor<Float>)

  /// Returns the instance-normalized target for a content's features.
  public static func normalized(of features: Tensor<Float>) -> ContentTarget {
    .normalized(NormalizedContentLoss.normalize(features))
  }

  /// Returns the AdaIN of a content's features: x̂ · √(σ_s² + 10⁻⁵) + μ_s for each plane.
  /// - Precondition: `style` has the moments of each plane.
  public static func adain(_ features: Tensor<Float>, in style: [Moments]) -> ContentTarget {
    let estimator = DeviationEstimator()
    let transforms = zip(features.planeMoments(), style).map { content, style in
      PlaneTransform(
        moments: content, deviation: estimator.deviation(of: content),
        affine: ChannelAffine(gamma: estimator.deviation(of: style), beta: style.mean))
    }
    return .plain(features.applying(transforms))
  }

  /// Mean squared error of features to this target.
  func loss(_ features: Tensor<Float>, weight: Double) -> LossAndGradient<Tensor<Float>> {
    switch self {
    case .normalized(let target):
      NormalizedContentLoss.loss(features, to: target, weight: weight)
    case .plain(let target):
      ElementwiseLoss.meanSquaredError(features, to: target, weight: weight)
    }
  }
}

/// Content loss on instance-normalized features: the mean of (x̂ − t)², x̂ = (x − μ) / √(σ² +
/// 10⁻⁵).
public enum NormalizedContentLoss {
  private static func norm(_ channels: Int) -> InstanceNorm {
    InstanceNorm(.identity(channels: channels))
  }

  /// Returns x̂ of each plane.
  public static func normalize(_ features: Tensor<Float>) -> Tensor<Float> {
    norm(features.shape.c)(features)
  }

  /// Returns the loss and its gradient with respect to the features before normalization.
  /// - Parameter target: normalized features of the content.
  public static func loss(
    _ features: Tensor<Float>, to target: Tensor<Float>, weight: Double
  ) -> LossAndGradient<Tensor<Float>> {
    let norm = norm(features.shape.c)
    let loss = ElementwiseLoss.meanSquaredError(norm(features), to: target, weight: weight)
    return LossAndGradient(
      value: loss.value, gradient: norm.backward(loss.gradient, at: features).dx)
  }
}
