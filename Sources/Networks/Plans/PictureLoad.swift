// SPDX-License-Identifier: MIT

import Normalization

/// Writes a picture, N × 3 × H × W in RGB 0…1, into a buffer as the network wants it.
struct PictureLoad: Equatable {
  let target: Int
  /// The row of the picture for each row of the buffer; −1 for zeros.
  let rows: [Int]
  /// The column of the picture for each column of the buffer; −1 for zeros.
  let columns: [Int]
  let range: ValueRange?

  /// Writes all of y. Without a range the channels are taken as they are.
  func run(
    _ x: UnsafePointer<Float>, _ shape: Shape, _ y: UnsafeMutablePointer<Float>,
    _ to: ActivationLayout
  ) {
    let (step, lanes) = to.isBlocked ? (ActivationLayout.lanes, ActivationLayout.lanes) : (1, 1)
    parallelFor(shape.n * to.channels, vectors: to.floats) { index in
      let (n, c) = index.quotientAndRemainder(dividingBy: to.channels)
      let (block, lane) = c.quotientAndRemainder(dividingBy: lanes)
      let plane = (n * (to.channels / lanes) + block) * to.shape.plane * step
      write(channel: c, of: n, x, shape, y + plane + lane, step)
    }
  }

  private func write(
    channel c: Int, of n: Int, _ x: UnsafePointer<Float>, _ shape: Shape,
    _ y: UnsafeMutablePointer<Float>, _ step: Int
  ) {
    let from = x + (n * shape.c + min(c < 3 ? range?.order[c] ?? c : c, shape.c - 1)) * shape.plane
    // Channels that fill a block hold nothing.
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
