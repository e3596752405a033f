// SPDX-License-Identifier: MIT

import Normalization

extension PictureLoad {
  /// The gradient with respect to the picture, N × 3 × H × W, from that of the buffer, in blocks.
  func reverse(_ dy: Gather.Blocks, _ shape: Shape) -> Tensor<Float> {
    Tensor(shape) { picture in
      guard let dx = picture.baseAddress else { return }
      let (layout, lanes) = (dy.layout, ActivationLayout.lanes)
      parallelFor(shape.planes, vectors: layout.floats) { plane in
        let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
        let to = dx + (n * shape.c + (c < 3 ? range?.order[c] ?? c : c)) * shape.plane
        to.update(repeating: 0, count: shape.plane)
        for (i, row) in rows.enumerated() where row >= 0 {
          let pixels = dy.row(n * layout.blocks + c / lanes, i)
          for (j, column) in columns.enumerated() where column >= 0 {
            to[row * shape.w + column] += (range?.scale[c] ?? 1) * pixels[j][c % lanes]
          }
        }
      }
    }
  }

  /// What brings the gradient of a network's output, cropped and RGB 0…1, into its last buffer:
  /// value = scale · picture + offset, so that the slope of the picture is 1 / scale.
  static func outputGradient(
    _ target: Int, _ layout: ActivationLayout, _ shape: Shape, _ range: ValueRange?
  ) -> PictureLoad {
    func map(_ size: Int, _ own: Int) -> [Int] { (0..<size).map { $0 < own ? $0 : -1 } }
    return PictureLoad(
      target: target, rows: map(layout.shape.h, shape.h), columns: map(layout.shape.w, shape.w),
      range: range.map { ValueRange(order: $0.order, scale: $0.scale.map { 1 / $0 }) })
  }
}
