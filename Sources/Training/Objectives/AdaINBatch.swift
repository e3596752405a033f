// SPDX-License-Identifier: MIT

import Normalization

/// Batch of an AdaIN training: contents, and a style for each of them.
struct AdaINBatch {
  let contents, styles: Tensor<Float>
  /// Pictures that each item depends on.
  let pictures: [[BatchPicture]]

  /// Draws a batch.
  /// - Parameters:
  ///   - ownCount: number of items, from the first, whose style is their content.
  ///   - usesContents: whether the other items depend on their content, not on their style alone.
  init(
    _ contents: inout PictureBatches, _ styles: inout PictureBatches, ownCount: Int,
    usesContents: Bool
  ) throws {
    self.contents = try contents.next(of: "contents")
    self.styles = try styles.next(of: "styles").replacingFirst(ownCount, from: self.contents)
    let pairs = zip(contents.lastPictures, styles.lastPictures)
    pictures = pairs.enumerated().map { item, pair in
      item < ownCount ? [pair.0] : usesContents ? [pair.0, pair.1] : [pair.1]
    }
  }

  private init(_ contents: Tensor<Float>, _ styles: Tensor<Float>, _ pictures: [[BatchPicture]]) {
    (self.contents, self.styles, self.pictures) = (contents, styles, pictures)
  }

  /// Returns a batch whose items all equal one item of this batch.
  func repeating(item: Int) -> AdaINBatch {
    AdaINBatch(
      contents.repeating(picture: item), styles.repeating(picture: item),
      pictures.map { _ in pictures[item] })
  }
}

extension Tensor<Float> {
  /// Returns the batch with its first `count` pictures replaced by those of another batch.
  fileprivate func replacingFirst(_ count: Int, from other: Tensor<Float>) -> Tensor<Float> {
    var result = self
    let end = count * shape.c * shape.planeSize
    result.elements.replaceSubrange(0..<end, with: other.elements[0..<end])
    return result
  }
}
