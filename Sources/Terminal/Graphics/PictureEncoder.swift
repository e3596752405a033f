// SPDX-License-Identifier: MIT

import Explorer
import Pictures
import Synchronization

/// Encoder of pictures to cells or graphics sequences. Used on the worker thread.
public struct PictureEncoder: Sendable {
  /// Number of chafa threads. Sixel output depends on it, so reference files use one.
  public let threads: Int
  /// Whether the terminal's background is light. Only relevant for its default colors.
  public let isLightBackground: Bool

  /// Creates an encoder.
  public init(threads: Int = 2, isLightBackground: Bool = false) {
    precondition(threads > 0, "\(threads) threads, expected at least 1")
    (self.threads, self.isLightBackground) = (threads, isLightBackground)
  }

  /// Serializes calls, because chafa's number of threads is a global variable.
  private static let chafa = Mutex(())

  /// Returns a picture scaled to `columns` × `rows` cells. Use `cells(forWidth:…)` to keep the
  /// aspect ratio.
  ///
  /// A sixel picture has at most 1000 × 1000 pixels (xterm's limit); in larger boxes the raster is
  /// smaller than the box, with the same aspect ratio. Terminals that scale pictures are sent at
  /// most the picture's own resolution.
  /// - Precondition: `columns` and `rows` are positive.
  public func raster(
    _ picture: Picture, columns: Int, rows: Int, mode: GraphicsMode, quality: RasterQuality
  ) -> Raster {
    var raster = encoded(picture, columns: columns, rows: rows, mode: mode, quality: quality)
    if case .graphics = raster.payload { raster.source = picture }
    return raster
  }

  private func encoded(
    _ picture: Picture, columns: Int, rows: Int, mode: GraphicsMode, quality: RasterQuality
  ) -> Raster {
    precondition(columns > 0 && rows > 0, "\(columns)×\(rows) cells, expected at least 1×1")
    switch mode {
    case .kitty(let cell):
      let scaled = Self.scaled(picture, columns, rows, cell, quality)
      let graphics = PackedPixels(scaled).map { Graphics.pixels($0) } ?? .string([])
      return Self.raster(.graphics(graphics), columns: columns, rows: rows)
    case .iterm(let cell):
      let scaled = Self.scaled(picture, columns, rows, cell, quality)
      let string = InlinePicture.string(scaled, columns: columns, rows: rows)
      return Self.raster(.graphics(.string(string)), columns: columns, rows: rows)
    case .symbols, .ascii, .truecolor, .sixel:
      return drawn(picture, columns: columns, rows: rows, mode: mode, quality: quality)
    }
  }

  /// Encodes a picture with chafa.
  private func drawn(
    _ picture: Picture, columns: Int, rows: Int, mode: GraphicsMode, quality: RasterQuality
  ) -> Raster {
    let settings = ChafaSettings(
      mode: mode, quality: quality, columns: columns, rows: rows,
      isLightBackground: isLightBackground)
    let payload = Self.chafa.withLock { _ in
      ChafaDrawing(settings, picture: picture, threads: threads).payload
    }
    return Self.raster(payload, columns: settings.columns, rows: settings.rows)
  }

  private static func raster(_ payload: Raster.Payload, columns: Int, rows: Int) -> Raster {
    Raster(
      rows: rows, columns: columns, payload: payload, identity: RasterHash(payload).value)
  }

  /// The picture at the resolution of a box; at half of it in coarse quality.
  private static func scaled(
    _ picture: Picture, _ columns: Int, _ rows: Int, _ cell: CellSize, _ quality: RasterQuality
  ) -> Picture {
    let divisor = quality == .fine ? 1 : 2
    return picture.resampled(
      width: min(picture.width, max(1, columns * cell.width / divisor)),
      height: min(picture.height, max(1, rows * cell.height / divisor)))
  }

  /// Returns the largest box within `columns` × `rows` cells with a picture's aspect ratio, rounded
  /// to cells, at least 1 × 1.
  public static func cells(
    forWidth width: Int, height: Int, columns: Int, rows: Int, cell: CellSize = .standard
  ) -> (columns: Int, rows: Int) {
    let across = Double(width) / Double(cell.width)
    let down = Double(height) / Double(cell.height)
    let scale = min(Double(columns) / across, Double(rows) / down)
    let fit = { (extent: Double, limit: Int) in
      min(max(limit, 1), max(1, Int((extent * scale).rounded())))
    }
    return (fit(across, columns), fit(down, rows))
  }
}
