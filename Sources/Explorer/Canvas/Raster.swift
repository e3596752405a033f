// SPDX-License-Identifier: MIT

import Pictures

/// A picture made ready for a terminal: cells of text, or graphics over reserved cells.
public struct Raster: Equatable, Sendable {
  /// How the picture is drawn.
  public enum Payload: Equatable, Sendable {
    /// rows × columns cells, row by row, drawn by curses.
    case cells([Cell])
    /// What is written over the rectangle's cells after curses has drawn.
    case graphics(Graphics)
  }

  /// The height in cells.
  public let rows: Int
  /// The width in cells.
  public let columns: Int
  /// Cells or graphics.
  public let payload: Payload
  /// Changes whenever the payload does, so that an unchanged picture is not sent again.
  public let identity: UInt64

  /// The picture that graphics were made from, to draw the screen elsewhere; nil for cells.
  public var source: Picture?

  /// A raster. - Precondition: cells are rows × columns.
  public init(rows: Int, columns: Int, payload: Payload, identity: UInt64) {
    if case .cells(let cells) = payload {
      precondition(cells.count == rows * columns, "\(cells.count) cells for \(rows)×\(columns)")
    }
    (self.rows, self.columns, self.payload, self.identity) = (rows, columns, payload, identity)
  }
}

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

/// A graphics picture at its place on the screen; pictures made of cells are part of the canvas.
public struct PicturePlacement: Equatable, Sendable {
  /// The cells that the picture covers: never the last row of the screen.
  public let rect: Rect
  /// The picture.
  public let raster: Raster

  /// A picture at a place.
  public init(rect: Rect, raster: Raster) {
    self.rect = rect
    self.raster = raster
  }
}
