// SPDX-License-Identifier: MIT

/// How a plane is cut into the tiles of a `WinogradConvolution`, and how many are worked on at once.
struct WinogradTiling {
  /// What is read and what is written.
  let source, target: ActivationLayout
  /// Zeros around the source, above and on the left.
  let top, left: Int
  /// Tiles of a picture.
  let rows, columns: Int
  /// Tiles that are worked on together; a multiple of `TileProduct.rows`.
  let together: Int

  /// - Parameter threads: how many share the work.
  init(_ source: ActivationLayout, _ target: ActivationLayout, top: Int, left: Int, threads: Int) {
    (self.source, self.target, self.top, self.left) = (source, target, top, left)
    rows = Self.parts(target.rows, of: WinogradTile.size)
    columns = Self.parts(target.columns, of: WinogradTile.size)
    let tiles = target.shape.n * rows * columns
    let most = Self.most(source.channels, target.channels)
    let even = Self.parts(Self.parts(tiles, of: most), of: threads) * threads
    together = Self.parts(Self.parts(tiles, of: even), of: TileProduct.rows) * TileProduct.rows
  }

  /// Few tiles stay in a core's cache; many read the weights seldom. Both are as much memory at
  /// inputs · outputs / (inputs + outputs) tiles, of which half counts, for tiles come and go twice
  /// (Speed.md has what was measured).
  private static func most(_ inputs: Int, _ outputs: Int) -> Int {
    min(max(inputs * outputs / (inputs + outputs) / 2, 24), 96)
  }

  private static func parts(_ count: Int, of size: Int) -> Int { (count + size - 1) / size }

  /// All tiles.
  var count: Int { target.shape.n * rows * columns }
  /// The blocks of tiles that are worked on together.
  var blocks: Int { Self.parts(count, of: together) }

  /// Vectors from one product to the next. One more than they need: at a multiple of 4096 bytes all 36
  /// would share eight lines of the first cache.
  var sourceSlab: Int { together * source.blocks + 1 }
  /// The same for what comes out of the products.
  var targetSlab: Int { together * target.blocks + 1 }

  /// Vectors that a thread needs: what goes into the products and comes out, and two tiles.
  var vectors: Int { WinogradTile.products * (sourceSlab + targetSlab + 2) }

  /// The vector of a tile's block of channels among those of a product: block after block of each group.
  @inline(__always)
  static func place(_ tile: Int, _ block: Int, of blocks: Int) -> Int {
    let (group, row) = tile.quotientAndRemainder(dividingBy: TileProduct.rows)
    return (group * blocks + block) * TileProduct.rows + row
  }

  /// Where the outputs of a tile begin.
  @inline(__always)
  func place(_ tile: Int) -> (picture: Int, row: Int, column: Int) {
    let (line, column) = tile.quotientAndRemainder(dividingBy: columns)
    let (picture, row) = line.quotientAndRemainder(dividingBy: rows)
    return (picture, row * WinogradTile.size, column * WinogradTile.size)
  }
}
