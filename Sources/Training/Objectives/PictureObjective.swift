// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Training objective on batches of pictures, which can compute the gradient of one item of a batch
/// alone. The trainer uses it to find the pictures whose gradients are unusable.
public protocol PictureObjective: TrainingObjective {
  /// Pictures of each item of the last batch: a content, a style, or both.
  var lastPictures: [[BatchPicture]] { get }

  /// Computes the losses and gradients of a batch whose items all equal one item of the last batch.
  /// The random number generators do not change.
  func gradients(
    ofItem item: Int, at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms

  /// Sets how many skipped batches each picture caused; see `SkippedBatches.pictures`.
  mutating func setSkipCounts(_ counts: [String: [String: Int]])
}

extension Tensor<Float> {
  /// Returns a batch of the same shape whose pictures all equal one picture of this batch.
  func repeating(picture: Int) -> Tensor<Float> {
    let size = shape.c * shape.planeSize
    let values = elements[picture * size..<(picture + 1) * size]
    return Tensor(shape, elements: (0..<shape.n).flatMap { _ in values })
  }
}
