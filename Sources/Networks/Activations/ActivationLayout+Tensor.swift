// SPDX-License-Identifier: MIT

import Normalization

extension ActivationLayout {
  /// The first rows and columns of blocked values, as N × C × H × W.
  ///
  /// With a range the channels are put back to RGB 0…1.
  func tensor(_ values: UnsafePointer<Float>, size: SpatialSize, range: ValueRange?) -> Tensor<
    Float
  > {
    Tensor(Shape(shape.n, shape.c, size.rows, size.columns)) { output in
      guard let first = output.baseAddress else { return }
      let plane = size.rows * size.columns
      parallelFor(shape.planes, vectors: plane * shape.planes) { index in
        let (n, c) = index.quotientAndRemainder(dividingBy: shape.c)
        let to = first + (n * shape.c + (range?.order[c] ?? c)) * plane
        let (scale, offset) = (range?.scale[c] ?? 1, range?.offset[c] ?? 0)
        for i in 0..<size.rows {
          let (row, line) = i.quotientAndRemainder(dividingBy: rowFold)
          for pixel in 0..<fold {
            let (block, lane) = ((line * fold + pixel) * shape.c + c).quotientAndRemainder(
              dividingBy: Self.lanes)
            let from =
              values + ((n * blocks + block) * vectors + row * columns) * Self.lanes + lane
            for (vector, j) in stride(from: pixel, to: size.columns, by: fold).enumerated() {
              to[i * size.columns + j] = (from[vector * Self.lanes] - offset) / scale
            }
          }
        }
      }
    }
  }
}
