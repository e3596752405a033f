// SPDX-License-Identifier: MIT

extension GatherStep {
  /// Writes a row of y whose pixels per vector differ from those of x, by way of a row with one
  /// pixel per vector.
  func writeRearranged(
    _ row: Int, of block: Int, _ x: BlockedPixels, _ z: BlockedPixels?, _ y: BlockedPixels,
    _ columns: UnsafeBufferPointer<Int>, _ scaleShifts: [BlockScaleShift]
  ) {
    let to = y.row(block, row)
    if y.layout.pixels == 1 { return writeComponents(row, of: block, x, to, columns, scaleShifts) }
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: columns.count) { pixels in
      guard let pixels = pixels.baseAddress else { return }
      if x.layout.rowsPerVector > 1 {
        writeComponents(row, of: block, x, pixels, columns, scaleShifts)
      } else {
        write(row, of: block, x, z, pixels, columns, scaleShifts)
      }
      Self.packPixels(pixels, columns.count, to, y.layout.shape.c)
    }
  }

  /// Moves the first C lanes of pixels next to each other; C divides 16.
  private static func packPixels(
    _ pixels: UnsafePointer<Vector>, _ count: Int, _ y: UnsafeMutablePointer<Vector>,
    _ channels: Int
  ) {
    let from = UnsafeRawPointer(pixels).assumingMemoryBound(to: Float.self)
    let to = UnsafeMutableRawPointer(y).assumingMemoryBound(to: Float.self)
    for pixel in 0..<count {
      for c in 0..<channels { to[pixel * channels + c] = from[pixel * ActivationLayout.lanes + c] }
    }
  }

  /// Writes a row of y from the four polyphase components of a sub-pixel convolution: the pixels of
  /// even and odd rows and columns. - Precondition: C is 4, 8 or 16, and there is no addend.
  private func writeComponents(
    _ row: Int, of picture: Int, _ x: BlockedPixels, _ y: UnsafeMutablePointer<Vector>,
    _ columns: UnsafeBufferPointer<Int>, _ scaleShifts: [BlockScaleShift]
  ) {
    guard rows[row] >= 0 else {
      return y.update(repeating: Vector(repeating: 0), count: columns.count)
    }
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: x.layout.shape.w) { pixels in
      guard let pixels = pixels.baseAddress else { return }
      for odd in 0..<2 { Self.unpackPixels(rows[row], odd, of: picture, x, pixels + odd) }
      activate(scaleShifts.isEmpty ? nil : scaleShifts[picture], pixels, nil, columns, y)
    }
  }

  /// Writes every other pixel of a row, with zeros in the lanes past C.
  private static func unpackPixels(
    _ row: Int, _ odd: Int, of picture: Int, _ x: BlockedPixels, _ y: UnsafeMutablePointer<Vector>
  ) {
    let channels = x.layout.shape.c
    let component = row % 2 * 2 + odd
    let (block, lane) = (component * channels).quotientAndRemainder(
      dividingBy: ActivationLayout.lanes)
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

  /// Returns the scales and shifts for one pixel per vector, one element per picture.
  static func onePixelPerVector(_ scaleShifts: [BlockScaleShift], _ layout: ActivationLayout)
    -> [BlockScaleShift]
  {
    stride(from: 0, to: scaleShifts.count, by: layout.blocks).map {
      scaleShifts[$0].first(layout.shape.c)
    }
  }
}
