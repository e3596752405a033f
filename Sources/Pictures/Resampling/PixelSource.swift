// SPDX-License-Identifier: MIT

/// Unowned buffer of 8-bit pixels, R, G, B or R, G, B, A.
struct PixelSource {
  let bytes: UnsafePointer<UInt8>
  let size: PictureSize
  /// Bytes per row, including padding.
  let stride: Int
  /// Bytes per pixel: 3 or 4.
  let channels: Int
  /// Meaning of the fourth byte.
  let alpha: Alpha

  /// Returns the pixels composited onto white.
  func picture() -> Picture {
    let (width, height) = (size.width, size.height)
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * size.pixels) { buffer, count in
      for y in 0..<height {
        for x in 0..<width {
          let pixel = onWhite(bytes + y * stride + x * channels)
          let index = 4 * (y * width + x)
          buffer[index] = pixel.x
          buffer[index + 1] = pixel.y
          buffer[index + 2] = pixel.z
          buffer[index + 3] = 255
        }
      }
      count = buffer.count
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// Returns a pixel composited onto white: α · c + (1 − α) · 255 of encoded values, rounded, as in
  /// browsers.
  @inline(__always)
  func onWhite(_ pixel: UnsafePointer<UInt8>) -> SIMD3<UInt8> {
    let color = SIMD3(pixel[0], pixel[1], pixel[2])
    guard alpha != .none, pixel[3] != 255 else { return color }
    let opacity = UInt32(pixel[3])
    let background = 255 &* (255 &- opacity)
    let weight = alpha == .straight ? opacity : 255
    let mixed = SIMD3<UInt32>(truncatingIfNeeded: color) &* weight &+ background &+ 127
    let limit = SIMD3<UInt32>(repeating: 255)
    // A premultiplied color may be larger than its alpha in a damaged file.
    return SIMD3<UInt8>(truncatingIfNeeded: pointwiseMin(mixed / 255, limit))
  }
}

/// Width and height in pixels.
struct PictureSize: Equatable, Sendable {
  var width: Int
  var height: Int

  /// The number of pixels.
  var pixels: Int { width * height }

  /// Returns the size reduced so that its longer side is at most `longestSide`; never enlarges.
  func fitted(longestSide: Int?) -> PictureSize {
    let longest = max(width, height)
    guard let longestSide, longestSide < longest else { return self }
    func scaled(_ side: Int) -> Int { max(1, (side * longestSide + longest / 2) / longest) }
    return PictureSize(width: scaled(width), height: scaled(height))
  }

  /// Returns the size divided and rounded up, as the JPEG decoder does for a scale of 1/divisor.
  func divided(by divisor: Int) -> PictureSize {
    PictureSize(
      width: (width + divisor - 1) / divisor, height: (height + divisor - 1) / divisor)
  }
}
