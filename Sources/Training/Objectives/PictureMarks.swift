// SPDX-License-Identifier: MIT

import Normalization

/// The losses of a batch that need nobody to look at it, added up with others.
struct PictureMarks {
  private(set) var parts: LossTerms = [:]
  private(set) var gradient: Tensor<Float>

  /// What leaves 0…1, and total variation.
  init(_ pictures: Tensor<Float>, _ weights: LossWeights) {
    gradient = Tensor(pictures.shape)
    add(PictureLoss.range(pictures, weight: weights.range), as: .range)
    add(VariationLoss.loss(pictures, weight: weights.variation), as: .variation)
  }

  /// Adds a loss.
  mutating func add(_ loss: Loss<Tensor<Float>>, as part: LossTerm) {
    add([part: loss.value], loss.gradient)
  }

  /// Adds parts whose weighted sum has a gradient.
  mutating func add(_ parts: LossTerms, _ more: Tensor<Float>) {
    self.parts.merge(parts, uniquingKeysWith: +)
    gradient.elements.withUnsafeMutableBufferPointer { sums in
      for i in sums.indices { sums[i] += more.elements[i] }
    }
  }
}
