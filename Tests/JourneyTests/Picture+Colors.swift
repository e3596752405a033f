// SPDX-License-Identifier: MIT

import Pictures
import TestSupport

extension Picture {
  /// Returns whether a pixel has a color, within the precision of a sixel palette.
  func isNear(_ color: (UInt8, UInt8, UInt8), _ x: Int, _ y: Int) -> Bool {
    let start = 4 * (y * width + x)
    return abs(Int(pixels[start]) - Int(color.0)) <= 24
      && abs(Int(pixels[start + 1]) - Int(color.1)) <= 24
      && abs(Int(pixels[start + 2]) - Int(color.2)) <= 24
  }

  /// Counts the pixels of a color in every third row and column.
  func count(_ color: (UInt8, UInt8, UInt8)) -> Int {
    var count = 0
    for y in stride(from: 0, to: height, by: 3) {
      for x in stride(from: 0, to: width, by: 3) where isNear(color, x, y) { count += 1 }
    }
    return count
  }

  /// Returns the share of a color in a square.
  func share(of color: (UInt8, UInt8, UInt8), _ x: Int, _ y: Int, _ side: Int) -> Double {
    guard side > 0, x + side <= width, y + side <= height else { return 0 }
    let found = (y..<y + side).reduce(0) { sum, row in
      sum + (x..<x + side).count { isNear(color, $0, row) }
    }
    return Double(found) / Double(side * side)
  }
}
