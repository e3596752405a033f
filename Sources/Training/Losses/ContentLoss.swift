// SPDX-License-Identifier: MIT

import Normalization

/// How far features are from a content's, all means and deviations of planes set aside.
public enum ContentLoss {
  /// IN without γ and β.
  private static func norm(_ channels: Int) -> InstanceNorm {
    InstanceNorm(.identity(channels: channels))
  }

  /// Instance-normalized features, x̂ = (x − μ) / √(σ² + 10⁻⁵) of each plane.
  public static func target(_ features: Tensor<Float>) -> Tensor<Float> {
    norm(features.shape.c)(features)
  }

  /// The mean of (x̂ − t)². - Parameter target: what `target` made of the content's features.
  public static func loss(
    _ features: Tensor<Float>, to target: Tensor<Float>, weight: Double
  ) -> Loss<Tensor<Float>> {
    let norm = norm(features.shape.c)
    let square = PictureLoss.square(norm(features), to: target, weight: weight)
    return Loss(
      value: square.value, gradient: norm.backward(square.gradient, at: features).dx)
  }
}
