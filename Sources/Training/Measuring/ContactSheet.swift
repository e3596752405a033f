// SPDX-License-Identifier: MIT

import Pictures

/// Pictures side by side in rows, to be looked at.
public struct ContactSheet {
  /// Pixels a side of each picture.
  public let side: Int
  private var rows: [[Picture]] = []

  /// White between pictures, in pixels.
  private static let gap = 4

  /// An empty sheet. - Precondition: the side is positive.
  public init(side: Int) {
    precondition(side > 0, "a side of \(side)")
    self.side = side
  }

  /// Adds a row; pictures are cropped and scaled to squares.
  public mutating func add(_ pictures: [Picture]) {
    rows.append(pictures.map { $0.covering(width: side, height: side) })
  }

  /// The whole sheet. - Precondition: it has a row with a picture.
  public var picture: Picture {
    let columns = rows.map(\.count).max() ?? 0
    let step = side + Self.gap
    let (width, height) = (columns * step - Self.gap, rows.count * step - Self.gap)
    var pixels = [UInt8](repeating: 255, count: 4 * width * height)
    for (i, row) in rows.enumerated() {
      for (j, picture) in row.enumerated() {
        for y in 0..<side {
          let start = 4 * ((i * step + y) * width + j * step)
          let line = picture.pixels[4 * y * side..<4 * (y + 1) * side]
          pixels.replaceSubrange(start..<start + 4 * side, with: line)
        }
      }
    }
    return Picture(width: width, height: height, pixels: pixels)
  }
}
