// SPDX-License-Identifier: MIT

import Pictures

/// Picture encoded for a terminal: character cells, or graphics over reserved cells.
public struct Raster: Equatable, Sendable {
  /// Encoded form of the picture.
  public enum Payload: Equatable, Sendable {
    /// rows × columns cells in row-major order, drawn by curses.
    case cells([Cell])
    /// Graphics written over the cells after curses has drawn.
    case graphics(Graphics)
  }

  /// Height in cells.
  public let rows: Int
  /// Width in cells.
  public let columns: Int
  /// Cells or graphics.
  public let payload: Payload
  /// Changes whenever the payload does, so that an unchanged picture is not sent again.
  public let identity: UInt64

  /// Picture that the graphics were encoded from, for exports of the screen; nil for cells.
  public var source: Picture?

  /// Creates a raster.
  /// - Precondition: A cell payload has rows × columns cells.
  public init(rows: Int, columns: Int, payload: Payload, identity: UInt64) {
    if case .cells(let cells) = payload {
      precondition(cells.count == rows * columns, "\(cells.count) cells for \(rows)×\(columns)")
    }
    (self.rows, self.columns, self.payload, self.identity) = (rows, columns, payload, identity)
  }
}

/// Picture in a form that curses cannot store. The terminal layer writes it over reserved cells.
public enum Graphics: Equatable, Sendable {
  /// Escape sequence that draws the picture starting at the first cell: sixel, iTerm2.
  case string([UInt8])
  /// One escape sequence per row of cells: characters in 24-bit color.
  case rows([[UInt8]])
  /// Pixels that the terminal stores under a number until it is told to delete them: kitty.
  case pixels(PackedPixels)
}

/// Pixels compressed for a terminal.
public struct PackedPixels: Equatable, Sendable {
  /// Pixels per row.
  public let width: Int
  /// Number of rows.
  public let height: Int
  /// width × height × 3 bytes (R, G, B), compressed with zlib, in base64.
  public let base64: [UInt8]

  /// Creates packed pixels.
  public init(width: Int, height: Int, base64: [UInt8]) {
    (self.width, self.height, self.base64) = (width, height, base64)
  }
}

/// Graphics picture at its position on the screen. Pictures made of cells are part of the canvas.
public struct PicturePlacement: Equatable, Sendable {
  /// Cells that the picture covers; never the last row of the screen.
  public let rect: Rect
  /// The picture.
  public let raster: Raster

  /// Creates a placement.
  public init(rect: Rect, raster: Raster) {
    self.rect = rect
    self.raster = raster
  }
}
