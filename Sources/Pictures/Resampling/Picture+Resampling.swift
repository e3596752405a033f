// SPDX-License-Identifier: MIT

extension Picture {
  /// Returns the picture at another size; the sides are resampled independently.
  ///
  /// Reduction averages over area with fractional coverage at the edges; enlargement interpolates
  /// linearly. Both operate on linear values and round to the nearest sRGB level, so that constants
  /// are exact and the mean linear value is preserved.
  /// - Precondition: both sides are positive.
  /// - Complexity: O(pixels in + pixels out).
  public func resampled(width: Int, height: Int) -> Picture {
    precondition(width > 0 && height > 0, "picture of \(width)×\(height)")
    guard width != self.width || height != self.height else { return self }
    let target = PictureSize(width: width, height: height)
    return withSource { Resampler($0, to: target).picture() } ?? self
  }

  /// Returns the picture reduced so that its longer side is at most `longestSide`. Never enlarges.
  /// - Precondition: `longestSide` is positive.
  public func fitted(longestSide: Int) -> Picture {
    precondition(longestSide > 0, "longest side \(longestSide)")
    let size = PictureSize(width: width, height: height).fitted(longestSide: longestSide)
    return resampled(width: size.width, height: size.height)
  }

  /// Returns the picture scaled to cover a size and center-cropped to it. May enlarge.
  ///
  /// The crop is rounded to source pixels, so that the aspect ratio is off by at most half a pixel.
  /// - Precondition: both sides are positive.
  public func covering(width: Int, height: Int) -> Picture {
    precondition(width > 0 && height > 0, "picture of \(width)×\(height)")
    let isWider = self.width * height > self.height * width
    let size =
      isWider
      ? PictureSize(width: max(1, (self.height * width + height / 2) / height), height: self.height)
      : PictureSize(width: self.width, height: max(1, (self.width * height + width / 2) / width))
    return centerCropped(size).resampled(width: width, height: height)
  }

  /// Returns the center of the picture. - Precondition: the size fits.
  private func centerCropped(_ size: PictureSize) -> Picture {
    cropped(
      left: (width - size.width) / 2, top: (height - size.height) / 2, width: size.width,
      height: size.height)
  }

  /// Returns a part of the picture. - Precondition: the part is within the picture.
  public func cropped(left: Int, top: Int, width: Int, height: Int) -> Picture {
    precondition(
      left >= 0 && top >= 0 && left + width <= self.width && top + height <= self.height,
      "crop of \(width)×\(height) at (\(left), \(top)) of \(self.width)×\(self.height)")
    var result: [UInt8] = []
    result.reserveCapacity(4 * width * height)
    for y in top..<top + height {
      let start = 4 * (y * self.width + left)
      result += pixels[start..<start + 4 * width]
    }
    return Picture(width: width, height: height, pixels: result)
  }

  /// Returns the result of `body` for the picture’s memory.
  private func withSource<Result>(_ body: (PixelSource) -> Result?) -> Result? {
    pixels.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let size = PictureSize(width: width, height: height)
      return body(
        PixelSource(bytes: base, size: size, stride: 4 * width, channels: 4, alpha: .none))
    }
  }
}
