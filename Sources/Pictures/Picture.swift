// SPDX-License-Identifier: MIT

/// A photograph or painting in memory: opaque 8-bit sRGB, four bytes a pixel (R, G, B, 255).
public struct Picture: Equatable, Sendable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// width × height × 4 bytes, row by row from the top, alpha always 255.
  public internal(set) var pixels: [UInt8]

  /// A picture over its pixels.
  /// - Precondition: both sides are positive and `pixels` holds width × height × 4 bytes.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0, "a picture of \(width)×\(height)")
    precondition(pixels.count == width * height * 4, "\(pixels.count) bytes, \(width)×\(height)")
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }
}
