// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// Random square crop of a picture, resampled to a fixed size and mirrored with probability ½.
struct RandomCrop: Equatable {
  let left, top: Int
  /// Side in the source picture, in pixels.
  let side: Int
  let isMirrored: Bool

  /// A crop whose side is `size` times a random value of `scales`, limited to the picture.
  init(
    width: Int, height: Int, size: Int, scales: ClosedRange<Double>, _ random: inout SplitMix
  ) {
    let wanted = Double(size) * Double.random(in: scales, using: &random)
    side = min(Int(wanted), width, height)
    left = Int.random(in: 0...width - side, using: &random)
    top = Int.random(in: 0...height - side, using: &random)
    isMirrored = Bool.random(using: &random)
  }

  /// Returns the crop, resampled to size × size, not mirrored.
  func square(of picture: Picture, size: Int) -> Picture {
    picture.cropped(left: left, top: top, width: side, height: side)
      .resampled(width: size, height: size)
  }

  /// Returns the values of a square picture, 3 × size × size, RGB in 0…1, mirrored if `isMirrored`.
  func values(of square: Picture) -> [Float] {
    let size = square.width
    var values = ColorSpace.rgb.tensor(of: square).elements
    if isMirrored {
      for row in 0..<3 * size { values[row * size..<(row + 1) * size].reverse() }
    }
    return values
  }
}

/// Random color change that augments a small set of style pictures: y_c = k · (x_p(c) − m) + m +
/// b_c, clamped to 0…1.
///
/// p is a permutation of the channels (the identity with probability ½ or more), k in 0.7…1.3 the
/// contrast, m the mean of all values, and b_c in ±0.1 a shift of each channel.
struct ColorJitter: Equatable {
  var order = [0, 1, 2]
  var contrast: Float = 1
  var shifts: [Float] = [0, 0, 0]

  /// A random color change.
  init(_ random: inout SplitMix) {
    if Bool.random(using: &random) { order.shuffle(using: &random) }
    contrast = Float.random(in: 0.7...1.3, using: &random)
    for c in shifts.indices { shifts[c] = Float.random(in: -0.1...0.1, using: &random) }
  }

  /// Returns the changed values of a picture, 3 × H × W.
  func applied(to values: [Float]) -> [Float] {
    let plane = values.count / 3
    let mean = Float(values.reduce(0.0) { $0 + Double($1) } / Double(values.count))
    return (0..<3).flatMap { c -> [Float] in
      let offset = mean * (1 - contrast) + shifts[c]
      return values[order[c] * plane..<(order[c] + 1) * plane].map {
        min(max(contrast * $0 + offset, 0), 1)
      }
    }
  }
}
