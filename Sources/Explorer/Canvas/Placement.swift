// SPDX-License-Identifier: MIT

/// A graphics picture at its place on the screen; pictures made of cells are part of the canvas.
public struct Placement: Equatable, Sendable {
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
