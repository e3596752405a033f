// SPDX-License-Identifier: MIT

import Normalization

/// Step that writes the input picture, N × 3 × H × W in RGB 0…1, to a buffer in the network's
/// range.
struct LoadStep: Equatable {
  let target: Int
  /// The source row of each row of the buffer; −1 for zeros.
  let rows: [Int]
  /// The source column of each column of the buffer; −1 for zeros.
  let columns: [Int]
  let range: Preprocessing?

  /// Writes all of y. Without a range, channels are copied.
  func run(
    _ x: UnsafePointer<Float>, _ shape: Shape, _ y: UnsafeMutablePointer<Float>,
    _ to: ActivationLayout
  ) {
    let (step, lanes) = to.isBlocked ? (ActivationLayout.lanes, ActivationLayout.lanes) : (1, 1)
    parallelFor(shape.n * to.channels, vectors: to.floats) { index in
      let (n, c) = index.quotientAndRemainder(dividingBy: to.channels)
      let (block, lane) = c.quotientAndRemainder(dividingBy: lanes)
      let plane = (n * (to.channels / lanes) + block) * to.shape.planeSize * step
      write(channel: c, of: n, x, shape, y + plane + lane, step)
    }
  }

  private func write(
    channel c: Int, of n: Int, _ x: UnsafePointer<Float>, _ shape: Shape,
    _ y: UnsafeMutablePointer<Float>, _ step: Int
  ) {
    let from =
      x + (n * shape.c + min(c < 3 ? range?.order[c] ?? c : c, shape.c - 1)) * shape.planeSize
    // Channels that pad the last block are 0.
    let scale = c < shape.c ? range?.scale[c] ?? 1 : 0
    let offset = c < shape.c ? range?.offset[c] ?? 0 : 0
    for (i, row) in rows.enumerated() {
      let line = y + i * columns.count * step
      for (j, column) in columns.enumerated() {
        let isInside = row >= 0 && column >= 0 && c < shape.c
        line[j * step] = isInside ? scale * from[row * shape.w + column] + offset : 0
      }
    }
  }
}

extension LoadStep {
  /// Returns the gradient with respect to the input picture, N × 3 × H × W, from that of the
  /// buffer.
  func backward(_ dy: BlockedPixels, _ shape: Shape) -> Tensor<Float> {
    Tensor(shape) { picture in
      guard let dx = picture.baseAddress else { return }
      let (layout, lanes) = (dy.layout, ActivationLayout.lanes)
      parallelFor(shape.planeCount, vectors: layout.floats) { plane in
        let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
        let to = dx + (n * shape.c + (c < 3 ? range?.order[c] ?? c : c)) * shape.planeSize
        to.update(repeating: 0, count: shape.planeSize)
        for (i, row) in rows.enumerated() where row >= 0 {
          let pixels = dy.row(n * layout.blocks + c / lanes, i)
          for (j, column) in columns.enumerated() where column >= 0 {
            to[row * shape.w + column] += (range?.scale[c] ?? 1) * pixels[j][c % lanes]
          }
        }
      }
    }
  }

  /// Returns the step that writes the gradient of a network's output, cropped and in RGB 0…1, to
  /// its last buffer: value = scale · picture + offset, so the derivative of the picture is
  /// 1 / scale.
  static func outputGradient(
    _ target: Int, _ layout: ActivationLayout, _ shape: Shape, _ range: Preprocessing?
  ) -> LoadStep {
    func map(_ size: Int, _ inside: Int) -> [Int] { (0..<size).map { $0 < inside ? $0 : -1 } }
    return LoadStep(
      target: target, rows: map(layout.shape.h, shape.h), columns: map(layout.shape.w, shape.w),
      range: range.map { Preprocessing(order: $0.order, scale: $0.scale.map { 1 / $0 }) })
  }
}
