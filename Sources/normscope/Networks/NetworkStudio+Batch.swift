// SPDX-License-Identifier: MIT

import Normalization
import Pictures

extension NetworkStudio {
  /// The pictures that BN pools a content with; none where no site is given BN.
  func batch(for path: String) -> [String] {
    guard request.swaps.contains(where: { $0.mode == .batch }) else { return [] }
    // However it is spelled, the content is not pooled with itself.
    let own = FileIdentity(path)
    return request.batch.filter { FileIdentity($0) != own }
  }

  /// A content and other pictures, cut to its sides as those of a training batch are.
  func joined(_ content: Tensor<Float>, _ others: [String]) throws -> Tensor<Float> {
    let shape = content.shape
    let all = try others.reduce(into: content.elements) { elements, path in
      let picture = try Self.picture(path, size: request.size).picture
      elements +=
        ColorSpace.rgb.tensor(of: picture.covering(width: shape.w, height: shape.h))
        .elements
    }
    return Tensor(Shape(1 + others.count, shape.c, shape.h, shape.w), elements: all)
  }
}
