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
  /// the raster is smaller than the box, in the same shape.
  /// - Precondition: the box is not empty.
  public func raster(
    _ picture: Picture, columns: Int, rows: Int, mode: GraphicsMode, quality: RasterQuality
  ) -> Raster {
    precondition(columns > 0 && rows > 0, "a picture of \(columns)×\(rows) cells")
    let plan = ChafaPlan(
      mode: mode, quality: quality, columns: columns, rows: rows, isOnLight: isOnLight)
    let payload = Self.chafa.withLock { _ in
      ChafaDrawing(plan, picture: picture, threads: threads).payload
    }
    return Raster(
      rows: plan.rows, columns: plan.columns, payload: payload,
      identity: Fingerprint(payload).value)
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
