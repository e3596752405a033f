// SPDX-License-Identifier: MIT

/// Width and height in pixels.
struct PictureSize: Equatable, Sendable {
  var width: Int
  var height: Int

  /// The number of pixels.
  var pixels: Int { width * height }

  /// The size with the longer side at most `longestSide`, in proportion, never larger than self.
  func fitted(longestSide: Int?) -> PictureSize {
    let longest = max(width, height)
    guard let longestSide, longestSide < longest else { return self }
    func scaled(_ side: Int) -> Int { max(1, (side * longestSide + longest / 2) / longest) }
    return PictureSize(width: scaled(width), height: scaled(height))
  }

  /// The size divided, rounded up: what a JPEG decoded at a 1/divisor scale has.
  func divided(by divisor: Int) -> PictureSize {
    PictureSize(
      width: (width + divisor - 1) / divisor, height: (height + divisor - 1) / divisor)
  }
}
