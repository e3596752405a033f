// SPDX-License-Identifier: MIT

import Normalization
import Pictures

extension Picture {
  /// Returns a picture of random pixels, determined by the seed.
  public static func noise(width: Int, height: Int, seed: UInt64) -> Picture {
    var noise = SplitMix(seed: seed)
    return painted(width: width, height: height) { _, _ in
      let bits = noise.next()
      return (
        UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8), UInt8(bits >> 56)
      )
    }
  }

  /// Returns a picture of one color.
  public static func plain(width: Int, height: Int, _ color: (UInt8, UInt8, UInt8)) -> Picture {
    painted(width: width, height: height) { _, _ in color }
  }

  /// Returns a picture with the color of each pixel given by `color`.
  public static func painted(
    width: Int, height: Int, _ color: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)
  ) -> Picture {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(4 * width * height)
    for y in 0..<height {
      for x in 0..<width {
        let (r, g, b) = color(x, y)
        pixels += [r, g, b, 255]
      }
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// Returns R, G, B of a pixel.
  public func color(_ x: Int, _ y: Int) -> [UInt8] {
    Array(pixels[4 * (y * width + x)..<4 * (y * width + x) + 3])
  }

  /// Returns the mean absolute difference of the levels of two pictures of the same size.
  public func difference(from other: Picture) -> Double {
    let sum = zip(pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(3 * width * height)
  }
}
