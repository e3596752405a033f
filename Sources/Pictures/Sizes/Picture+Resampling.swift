// SPDX-License-Identifier: MIT

extension Picture {
  /// The picture at another size, each side on its own.
  ///
  /// A side that shrinks is averaged over area, with fractional coverage at the edges; one that grows
  /// is interpolated linearly. Both work on linear light and round to the nearest sRGB level, so a
  /// constant stays exactly constant and the mean light is kept.
  /// - Precondition: both sides are positive.
  /// - Complexity: O(pixels in + pixels out).
  public func resampled(width: Int, height: Int) -> Picture {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height)")
    guard width != self.width || height != self.height else { return self }
    let target = PictureSize(width: width, height: height)
    return withSource { Resampler($0, to: target).picture() } ?? self
  }

  /// The picture with its longer side at most `longestSide`, in proportion; never enlarged.
  /// - Precondition: `longestSide` is positive.
  public func fitted(longestSide: Int) -> Picture {
    precondition(longestSide > 0, "a side of \(longestSide)")
    let size = PictureSize(width: width, height: height).fitted(longestSide: longestSide)
    return resampled(width: size.width, height: size.height)
  }

  /// The picture scaled to cover a size, then cropped to it around its centre; may enlarge.
  ///
  /// The crop is in whole source pixels, so proportions are off by at most half of one.
  /// - Precondition: both sides are positive.
  public func covering(width: Int, height: Int) -> Picture {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height)")
    let isWider = self.width * height > self.height * width
    let size =
      isWider
      ? PictureSize(width: max(1, (self.height * width + height / 2) / height), height: self.height)
      : PictureSize(width: self.width, height: max(1, (self.width * height + width / 2) / width))
    return centre(size).resampled(width: width, height: height)
  }

  /// The middle of the picture. - Precondition: the size fits.
  private func centre(_ size: PictureSize) -> Picture {
    cropped(
      left: (width - size.width) / 2, top: (height - size.height) / 2, width: size.width,
      height: size.height)
  }

  /// A part of the picture, in its own pixels. - Precondition: the part lies within it.
  public func cropped(left: Int, top: Int, width: Int, height: Int) -> Picture {
    precondition(
      left >= 0 && top >= 0 && left + width <= self.width && top + height <= self.height,
      "\(width)×\(height) from (\(left), \(top)) of \(self.width)×\(self.height)")
    var result: [UInt8] = []
    result.reserveCapacity(4 * width * height)
    for y in top..<top + height {
      let start = 4 * (y * self.width + left)
      result += pixels[start..<start + 4 * width]
    }
    return Picture(width: width, height: height, pixels: result)
  }

  /// Runs `body` on the picture’s own memory.
  private func withSource<Result>(_ body: (PixelSource) -> Result?) -> Result? {
    pixels.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let size = PictureSize(width: width, height: height)
      return body(
        PixelSource(bytes: base, size: size, stride: 4 * width, channels: 4, hasAlpha: false))
    }
  }
}
