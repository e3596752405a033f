// SPDX-License-Identifier: MIT

extension Gather {
  /// A row of y where its pixels lie together in another way than those of x: by way of a row of pixels
  /// with a vector each.
  func refold(
    _ row: Int, of block: Int, _ x: Blocks, _ z: Blocks?, _ y: Blocks,
    _ columns: UnsafeBufferPointer<Int>, _ lines: [BlockScaleShift]
  ) {
    let to = y.row(block, row)
    if y.layout.pixels == 1 { return unfold(row, of: block, x, to, columns, lines) }
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: columns.count) { own in
      guard let own = own.baseAddress else { return }
      if x.layout.rowFold > 1 {
        unfold(row, of: block, x, own, columns, lines)
      } else {
        write(row, of: block, x, z, own, columns, lines)
      }
      Self.fold(own, columns.count, to, y.layout.shape.c)
    }
  }

  /// Puts the first C lanes of pixels side by side; C divides 16.
  private static func fold(
    _ pixels: UnsafePointer<Vector>, _ count: Int, _ y: UnsafeMutablePointer<Vector>,
    _ channels: Int
  ) {
    let from = UnsafeRawPointer(pixels).assumingMemoryBound(to: Float.self)
    let to = UnsafeMutableRawPointer(y).assumingMemoryBound(to: Float.self)
    for pixel in 0..<count {
      for c in 0..<channels { to[pixel * channels + c] = from[pixel * ActivationLayout.lanes + c] }
    }
  }

  /// A row of y out of four phases, which are a picture's pixels of even and odd rows and columns.
  /// - Precondition: C is 4, 8 or 16, and nothing is added.
  private func unfold(
    _ row: Int, of picture: Int, _ x: Blocks, _ y: UnsafeMutablePointer<Vector>,
    _ columns: UnsafeBufferPointer<Int>, _ lines: [BlockScaleShift]
  ) {
    guard rows[row] >= 0 else {
      return y.update(repeating: Vector(repeating: 0), count: columns.count)
    }
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: x.layout.shape.w) { pixels in
      guard let pixels = pixels.baseAddress else { return }
      for odd in 0..<2 { Self.unfold(rows[row], odd, of: picture, x, pixels + odd) }
      activate(lines.isEmpty ? nil : lines[picture], pixels, nil, columns, y)
    }
  }

  /// Every other pixel of a row, with zeros behind its channels.
  private static func unfold(
    _ row: Int, _ odd: Int, of picture: Int, _ x: Blocks, _ y: UnsafeMutablePointer<Vector>
  ) {
    let channels = x.layout.shape.c
    let phase = row % 2 * 2 + odd
    let (block, lane) = (phase * channels).quotientAndRemainder(dividingBy: ActivationLayout.lanes)
    let from = x.row(picture * x.layout.blocks + block, row / 2)
    let start = UnsafeRawPointer(from) + lane * MemoryLayout<Float>.stride
    for j in 0..<x.layout.columns {
      let pixel = start + j * MemoryLayout<Vector>.stride
      y[2 * j] =
        switch channels {
        case 4:
          Vector(
            lowHalf: SIMD8(lowHalf: pixel.load(as: SIMD4<Float>.self), highHalf: .zero),
            highHalf: .zero)
        case 8: Vector(lowHalf: pixel.load(as: SIMD8<Float>.self), highHalf: .zero)
        default: pixel.load(as: Vector.self)
        }
    }
  }

  /// The lines of pixels that lie alone: one for each picture.
  static func unfold(_ lines: [BlockScaleShift], _ layout: ActivationLayout) -> [BlockScaleShift] {
    stride(from: 0, to: lines.count, by: layout.blocks).map { lines[$0].first(layout.shape.c) }
  }
}
