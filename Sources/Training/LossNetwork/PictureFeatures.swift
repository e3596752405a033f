// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization

/// Features of pictures in the loss network.
public struct PictureFeatures: Sendable {
  /// Features at the content level, for relu4_1 N × 512 × H/8 × W/8.
  public let features: Tensor<Float>
  /// Channel moments of each level.
  public let moments: LevelMoments

  /// Features and moments of the same pictures.
  public init(features: Tensor<Float>, moments: LevelMoments) {
    (self.features, self.moments) = (features, moments)
  }

  /// Returns the content distance: the mean of (f − f′)².
  /// - Precondition: the pictures have the same size.
  public func contentDistance(to other: PictureFeatures) -> Double {
    features.meanSquaredError(to: other.features)
  }

  /// Returns the style distance: Σ over levels of the mean over channels of (μ − μ′)² + (σ − σ′)²,
  /// σ = √(variance + 10⁻⁵). Picture sizes may differ.
  public func styleDistance(to other: PictureFeatures) -> Double {
    StyleLoss.loss(moments, to: other.moments, weight: 0).value
  }
}

extension Tensor<Float> {
  /// Returns the peak signal-to-noise ratio of values in 0…1 in dB: 10 · log₁₀(1 / mean of (x −
  /// y)²); ∞ for equal tensors. - Precondition: the shapes are equal.
  public func psnr(to other: Tensor<Float>) -> Double {
    precondition(shape == other.shape, "\(shape) and \(other.shape)")
    return -10 * log10(meanSquaredError(to: other))
  }

  /// Returns the mean of (x − y)², accumulated in Double. - Precondition: the shapes are equal.
  public func meanSquaredError(to other: Tensor<Float>) -> Double {
    precondition(shape == other.shape, "\(shape) and \(other.shape)")
    let sum = zip(elements, other.elements).reduce(0.0) { sum, pair in
      let d = Double(pair.0) - Double(pair.1)
      return sum + d * d
    }
    return sum / Double(shape.count)
  }
}
