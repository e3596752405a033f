// SPDX-License-Identifier: MIT

extension Picture {
  /// Returns the picture with an equalized luma histogram, the contrast normalization of Huang &
  /// Belongie 2017, Figure 1b.
  ///
  ///     Y = 0.299 R + 0.587 G + 0.114 B of encoded values
  ///     Y' = 255 · (cdf(Y) − cdf(min)) / (n − cdf(min))
  ///
  /// R, G and B are shifted by Y' − Y, which preserves Cb and Cr, and clipped to 0…255. A picture
  /// with a single luma value is returned unchanged.
  /// - Complexity: O(pixels).
  public func equalized() -> Picture {
    guard let table = lumaTable else { return self }
    var result = self
    for pixel in stride(from: 0, to: pixels.count, by: 4) {
      let luma = luma(at: pixel)
      let shift = table[luma] - luma
      for channel in pixel..<pixel + 3 {
        result.pixels[channel] = UInt8(clamping: Int(pixels[channel]) + shift)
      }
    }
    return result
  }

  /// Returns the luma of a pixel, rounded to 0…255.
  private func luma(at pixel: Int) -> Int {
    let (r, g, b) = (Int(pixels[pixel]), Int(pixels[pixel + 1]), Int(pixels[pixel + 2]))
    return (299 * r + 587 * g + 114 * b + 500) / 1000
  }

  /// The new luma for each of the 256 values; nil if all pixels have the same luma.
  private var lumaTable: [Int]? {
    var counts = [Int](repeating: 0, count: 256)
    for pixel in stride(from: 0, to: pixels.count, by: 4) { counts[luma(at: pixel)] += 1 }
    let least = counts.first { $0 > 0 } ?? 0
    let rest = width * height - least
    guard rest > 0 else { return nil }
    var sum = 0
    return counts.map { count in
      sum += count
      return max(0, (2 * 255 * (sum - least) + rest) / (2 * rest))
    }
  }
}

extension LoadedPicture {
  /// Returns the picture with an equalized luma histogram; see `Picture.equalized()`.
  public func equalized() -> LoadedPicture {
    var result = self
    result.picture = picture.equalized()
    return result
  }
}
