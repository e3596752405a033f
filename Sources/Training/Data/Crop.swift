// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// A square of a picture, brought to a size, and perhaps mirrored.
struct Crop: Equatable {
  let left, top: Int
  /// Pixels a side before it is brought to a size.
  let side: Int
  let isMirrored: Bool

  /// Any square of a picture whose side is `size` times a scale, or all that the picture has.
  init(
    width: Int, height: Int, size: Int, scales: ClosedRange<Double>, _ random: inout SplitMix
  ) {
    let wanted = Double(size) * Double.random(in: scales, using: &random)
    side = min(Int(wanted), width, height)
    left = Int.random(in: 0...width - side, using: &random)
    top = Int.random(in: 0...height - side, using: &random)
    isMirrored = Bool.random(using: &random)
  }

  /// The square out of a picture, size × size, not mirrored.
  func square(of picture: Picture, size: Int) -> Picture {
    picture.cropped(left: left, top: top, width: side, height: side)
      .resampled(width: size, height: size)
  }

  /// A square in RGB 0…1, 3 × size × size, mirrored or not.
  func values(of square: Picture) -> [Float] {
    let size = square.width
    var values = ColorSpace.rgb.tensor(of: square).elements
    if isMirrored {
      for row in 0..<3 * size { values[row * size..<(row + 1) * size].reverse() }
    }
    return values
  }
}
