// SPDX-License-Identifier: MIT

import Normalization

extension Tensor {
  /// Returns a plane as 1 × 1 × ⌈H/k⌉ × ⌈W/k⌉; each value is the mean of a block of k × k values.
  /// Blocks at the right and bottom edges may be smaller. The mean of a block with NaN or ±∞ is not
  /// finite.
  /// - Precondition: k ≥ 1.
  func averagePooledPlane(_ picture: Int, _ channel: Int, by k: Int) -> Tensor {
    precondition(k >= 1, "blocks of \(k)×\(k)")
    let plane = plane(picture, channel)
    guard k > 1 else { return Tensor(Shape(1, 1, shape.h, shape.w), elements: Array(plane)) }
    let (height, width) = ((shape.h + k - 1) / k, (shape.w + k - 1) / k)
    let values = plane.withUnsafeBufferPointer { plane in
      (0..<height).flatMap { row in
        (0..<width).map { column in
          let rows = row * k..<Swift.min(shape.h, row * k + k)
          let columns = column * k..<Swift.min(shape.w, column * k + k)
          var sum = 0.0
          for y in rows {
            for x in columns { sum += Double(plane[y * shape.w + x]) }
          }
          return Scalar(sum / Double(rows.count * columns.count))
        }
      }
    }
    return Tensor(Shape(1, 1, height, width), elements: values)
  }
}
