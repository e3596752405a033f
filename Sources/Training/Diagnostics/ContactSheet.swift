// SPDX-License-Identifier: MIT

import Pictures

/// Contact sheet: pictures arranged in rows on a white background.
public struct ContactSheet {
  /// Side of each picture in pixels.
  public let side: Int
  private var rows: [[Picture]] = []

  /// Distance between pictures in pixels.
  private static let gap = 4

  /// An empty sheet. - Precondition: the side is positive.
  public init(side: Int) {
    precondition(side > 0, "a side of \(side)")
    self.side = side
  }

  /// Appends a row. Pictures are scaled and cropped to squares.
  public mutating func addRow(_ pictures: [Picture]) {
    rows.append(pictures.map { $0.covering(width: side, height: side) })
  }

  /// The sheet as one picture. - Precondition: it has a row with a picture.
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
