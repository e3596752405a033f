// SPDX-License-Identifier: MIT

/// Partition of a plane into the tiles of a `WinogradConvolution`, and the tiles per work item.
struct WinogradTiling {
  /// Layouts of the input and the output.
  let source, target: ActivationLayout
  /// Zero padding of the source.
  let top, left: Int
  /// Rows and columns of tiles of a picture.
  let rows, columns: Int
  /// Tiles per work item, a multiple of `TileProduct.rows`.
  let tilesPerBlock: Int

  /// - Parameter threads: the number of threads that share the work.
  init(_ source: ActivationLayout, _ target: ActivationLayout, top: Int, left: Int, threads: Int) {
    (self.source, self.target, self.top, self.left) = (source, target, top, left)
    rows = Self.parts(target.rows, of: WinogradTile.size)
    columns = Self.parts(target.columns, of: WinogradTile.size)
    let tiles = target.shape.n * rows * columns
    let most = Self.most(source.channels, target.channels)
    let even = Self.parts(Self.parts(tiles, of: most), of: threads) * threads
    tilesPerBlock = Self.parts(Self.parts(tiles, of: even), of: TileProduct.rows) * TileProduct.rows
  }

  /// Few tiles stay in a core's cache; many tiles read the weights less often. Tiles and weights
  /// take the same memory at inputs · outputs / (inputs + outputs) tiles; half of that is used,
  /// because tiles are read and written twice (measurements in Speed.md).
  private static func most(_ inputs: Int, _ outputs: Int) -> Int {
    min(max(inputs * outputs / (inputs + outputs) / 2, 24), 96)
  }

  private static func parts(_ count: Int, of size: Int) -> Int { (count + size - 1) / size }

  /// Number of tiles.
  var count: Int { target.shape.n * rows * columns }
  /// Number of work items.
  var blocks: Int { Self.parts(count, of: tilesPerBlock) }

  /// Distance between products in vectors. One more than needed: at a multiple of 4096 bytes all 36
  /// would map to eight lines of the L1 cache.
  var sourceSlab: Int { tilesPerBlock * source.blocks + 1 }
  /// The same for the outputs of the products.
  var targetSlab: Int { tilesPerBlock * target.blocks + 1 }

  /// Vectors of scratch memory per thread: inputs and outputs of the products, and two tiles.
  var vectors: Int { WinogradTile.products * (sourceSlab + targetSlab + 2) }

  /// Returns the position of a tile's block of channels within a product: block by block of each
  /// group.
  @inline(__always)
  static func place(_ tile: Int, _ block: Int, of blocks: Int) -> Int {
    let (group, row) = tile.quotientAndRemainder(dividingBy: TileProduct.rows)
    return (group * blocks + block) * TileProduct.rows + row
  }

  /// Returns the picture and the first output pixel of a tile.
  @inline(__always)
  func place(_ tile: Int) -> (picture: Int, row: Int, column: Int) {
    let (line, column) = tile.quotientAndRemainder(dividingBy: columns)
    let (picture, row) = line.quotientAndRemainder(dividingBy: rows)
    return (picture, row * WinogradTile.size, column * WinogradTile.size)
  }
}
