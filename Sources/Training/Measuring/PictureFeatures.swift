// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// What a judge sees in a picture.
public struct PictureFeatures: Sendable {
  /// relu4_1, 1 × 512 × H/8 × W/8.
  public let features: Tensor<Float>
  /// The moments of relu1_1, relu2_1, relu3_1 and relu4_1.
  public let levels: StyleMoments

  /// An impression of its parts.
  public init(features: Tensor<Float>, levels: StyleMoments) {
    (self.features, self.levels) = (features, levels)
  }

  /// How far the content is from another's: the mean of (f − f′)² over relu4_1.
  /// - Precondition: both pictures have the same size.
  public func content(from other: PictureFeatures) -> Double {
    features.meanSquare(to: other.features)
  }

  /// How far the style is from another's: Σ over the levels of the means over channels of
  /// (μ − μ′)² and (σ − σ′)², σ = √(variance + 10⁻⁵). The pictures' sizes may differ.
  public func style(from other: PictureFeatures) -> Double {
    StyleLoss.loss(levels, to: other.levels, weight: 0).value
  }
}
