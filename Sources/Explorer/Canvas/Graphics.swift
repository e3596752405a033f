// SPDX-License-Identifier: MIT

/// A picture in a form that curses cannot hold; the terminal layer writes it over reserved cells.
public enum Graphics: Equatable, Sendable {
  /// A string that draws the picture from the rectangle's first cell on: sixel, iTerm2.
  case string([UInt8])
  /// A string for each row of cells: characters in any of 2²⁴ colors.
  case rows([[UInt8]])
  /// Pixels that the terminal keeps, under a number, until it is told to forget them: kitty.
  case pixels(PackedPixels)
}

/// Pixels packed for a terminal.
public struct PackedPixels: Equatable, Sendable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// width × height × 3 bytes (R, G, B), compressed by zlib, in base64.
  public let base64: [UInt8]

  /// Packed pixels.
  public init(width: Int, height: Int, base64: [UInt8]) {
    (self.width, self.height, self.base64) = (width, height, base64)
  }
}
