// SPDX-License-Identifier: MIT

/// Somebody else’s 8-bit pixels, read where they are: R, G, B or R, G, B, A, rows apart by `stride`.
struct PixelSource {
  let bytes: UnsafePointer<UInt8>
  let size: PictureSize
  /// Bytes a row, padding included.
  let stride: Int
  /// Bytes a pixel: 3 or 4.
  let channels: Int
  /// Whether the fourth byte counts.
  let hasAlpha: Bool

  /// The pixels as they are, composited onto white.
  func picture() -> Picture {
    let (width, height) = (size.width, size.height)
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * size.pixels) { buffer, count in
      for y in 0..<height {
        for x in 0..<width {
          let pixel = onWhite(bytes + y * stride + x * channels)
          let place = 4 * (y * width + x)
          buffer[place] = pixel.x
          buffer[place + 1] = pixel.y
          buffer[place + 2] = pixel.z
          buffer[place + 3] = 255
        }
      }
      count = buffer.count
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// A pixel over white: α · c + (1 − α) · 255 of the encoded values, rounded, as browsers do it.
  @inline(__always)
  func onWhite(_ pixel: UnsafePointer<UInt8>) -> SIMD3<UInt8> {
    let color = SIMD3(pixel[0], pixel[1], pixel[2])
    guard hasAlpha, pixel[3] != 255 else { return color }
    let alpha = UInt32(pixel[3])
    let mixed =
      SIMD3<UInt32>(truncatingIfNeeded: color) &* alpha &+ 255 &* (255 &- alpha) &+ 127
    return SIMD3<UInt8>(truncatingIfNeeded: mixed / 255)
  }
}
