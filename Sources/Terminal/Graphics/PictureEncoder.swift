// SPDX-License-Identifier: MIT

import Explorer
import Pictures
import Synchronization

/// Turns a picture into cells or graphics bytes. A value for any thread but the one that draws.
public struct PictureEncoder: Sendable {
  /// The threads of a picture. Sixel bytes depend on it: reference files are made with one.
  public let threads: Int
  /// Whether the terminal's background is light, which matters where its own two colors are used.
  public let isOnLight: Bool

  /// An encoder.
  public init(threads: Int = 2, isOnLight: Bool = false) {
    precondition(threads > 0, "\(threads) threads")
    (self.threads, self.isOnLight) = (threads, isOnLight)
  }

  /// chafa keeps its number of threads in a global variable.
  private static let chafa = Mutex(())

  /// A picture over a box of cells, stretched to fill it: `cells(forWidth:…)` gives a box of the
  /// picture's own shape.
  ///
  /// A sixel picture has at most 1000×1000 pixels, as much as xterm takes; where the box has more,
  /// the raster is smaller than the box, in the same shape. Where the terminal itself can enlarge,
  /// no more pixels are sent than the picture has.
  /// - Precondition: the box is not empty.
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
    precondition(columns > 0 && rows > 0, "a picture of \(columns)×\(rows) cells")
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

  /// A picture drawn by chafa.
  private func drawn(
    _ picture: Picture, columns: Int, rows: Int, mode: GraphicsMode, quality: RasterQuality
  ) -> Raster {
    let plan = ChafaPlan(
      mode: mode, quality: quality, columns: columns, rows: rows, isOnLight: isOnLight)
    let payload = Self.chafa.withLock { _ in
      ChafaDrawing(plan, picture: picture, threads: threads).payload
    }
    return Self.raster(payload, columns: plan.columns, rows: plan.rows)
  }

  private static func raster(_ payload: Raster.Payload, columns: Int, rows: Int) -> Raster {
    Raster(
      rows: rows, columns: columns, payload: payload, identity: Fingerprint(payload).value)
  }

  /// The picture in the pixels of a box, or in half as many a side while a key is down.
  private static func scaled(
    _ picture: Picture, _ columns: Int, _ rows: Int, _ cell: CellSize, _ quality: RasterQuality
  ) -> Picture {
    let divisor = quality == .fine ? 1 : 2
    return picture.resampled(
      width: min(picture.width, max(1, columns * cell.width / divisor)),
      height: min(picture.height, max(1, rows * cell.height / divisor)))
  }

  /// The largest box of cells within `columns` × `rows` that has the shape of a picture, at least
  /// one cell; the shape is kept to within half a cell.
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
