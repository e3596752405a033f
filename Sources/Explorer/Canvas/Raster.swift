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
