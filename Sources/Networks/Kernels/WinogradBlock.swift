// SPDX-License-Identifier: MIT

/// The work of one thread on some tiles of a `WinogradConvolution`: in, 36 products, and out.
struct WinogradBlock {
  typealias Half = WinogradTile.Half

  private let tiling: WinogradTiling
  private let tiles: Range<Int>
  /// What goes into the products, and what comes out: 36 slabs of vectors each.
  private let v, m: UnsafeMutablePointer<Vector>
  /// Room for a transform, and for a patch that reaches over an edge.
  private let work, patch: UnsafeMutablePointer<Half>

  /// - Parameter room: `tiling.vectors` vectors.
  init(_ tiling: WinogradTiling, _ index: Int, room: UnsafeMutablePointer<Vector>) {
    self.tiling = tiling
    let first = index * tiling.together
    tiles = first..<min(first + tiling.together, tiling.count)
    v = room
    m = v + WinogradTile.products * tiling.sourceSlab
    work = Self.halves(m + WinogradTile.products * tiling.targetSlab)
    patch = work + WinogradTile.products
  }

  @inline(__always)
  private static func halves(_ vectors: UnsafeMutablePointer<Vector>) -> UnsafeMutablePointer<Half>
  {
    UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Half.self)
  }

  /// The groups of tiles; the last may have fewer.
  private var groups: Int { (tiles.count + TileProduct.rows - 1) / TileProduct.rows }

  /// Transforms the inputs of all tiles. What fills the last group is its last tile again.
  func gather(_ x: UnsafeMutablePointer<Vector>) {
    let layout = tiling.source
    for block in 0..<layout.blocks {
      for index in 0..<groups * TileProduct.rows {
        let tile = min(tiles.lowerBound + index, tiles.upperBound - 1)
        let (picture, row, column) = tiling.place(tile)
        let plane = Self.halves(x + (picture * layout.blocks + block) * layout.vectors)
        let to = Self.halves(v + WinogradTiling.place(index, block, of: layout.blocks))
        gather(plane, row - tiling.top, column - tiling.left, to)
      }
    }
  }

  @inline(__always)
  private func gather(
    _ plane: UnsafePointer<Half>, _ row: Int, _ column: Int, _ to: UnsafeMutablePointer<Half>
  ) {
    let (height, width) = (tiling.source.rows, tiling.source.columns)
    let size = WinogradTile.inputs
    var (from, step) = (UnsafePointer(patch), 2 * size)
    if row >= 0, column >= 0, row + size <= height, column + size <= width {
      (from, step) = (plane + 2 * (row * width + column), 2 * width)
    } else {
      copy(plane, row, column)
    }
    WinogradTile.input(from, row: step, to, slab: 2 * tiling.sourceSlab, work)
    WinogradTile.input(from + 1, row: step, to + 1, slab: 2 * tiling.sourceSlab, work)
  }

  /// The patch with zeros where the plane ends.
  private func copy(_ plane: UnsafePointer<Half>, _ row: Int, _ column: Int) {
    let (height, width) = (tiling.source.rows, tiling.source.columns)
    for i in 0..<WinogradTile.inputs {
      for j in 0..<WinogradTile.inputs {
        let isInside = 0..<height ~= row + i && 0..<width ~= column + j
        let to = patch + 2 * (i * WinogradTile.inputs + j)
        let from = plane + 2 * (isInside ? (row + i) * width + column + j : 0)
        (to[0], to[1]) = isInside ? (from[0], from[1]) : (.zero, .zero)
      }
    }
  }

  /// All products with the weights, 36 × output blocks × input channels vectors.
  func multiply(_ u: UnsafePointer<Vector>) {
    let (inputs, outputs) = (tiling.source.blocks, tiling.target.blocks)
    for product in 0..<WinogradTile.products {
      for block in 0..<outputs {
        let u = u + (product * outputs + block) * inputs * ActivationLayout.lanes
        for group in 0..<groups {
          let v = v + product * tiling.sourceSlab + group * inputs * TileProduct.rows
          let m = m + product * tiling.targetSlab + (group * outputs + block) * TileProduct.rows
          TileProduct.run(inputs, UnsafeRawPointer(v).assumingMemoryBound(to: Float.self), u, m)
        }
      }
    }
  }

  /// Transforms back, adds a bias where there is one, and cuts off what is past the plane.
  func scatter(_ y: UnsafeMutablePointer<Vector>, bias: UnsafePointer<Float>?, hasRelu: Bool) {
    let layout = tiling.target
    for block in 0..<layout.blocks {
      let shift = bias.map {
        UnsafeRawPointer($0 + block * ActivationLayout.lanes).assumingMemoryBound(to: Half.self)
      }
      for (index, tile) in tiles.enumerated() {
        let (picture, row, column) = tiling.place(tile)
        let plane = y + (picture * layout.blocks + block) * layout.vectors
        let to = Self.halves(plane + row * layout.columns + column)
        let room = SpatialSize(layout.rows - row, layout.columns - column)
        let from = Self.halves(m + WinogradTiling.place(index, block, of: layout.blocks))
        for half in 0..<2 {
          WinogradTile.output(from + half, slab: 2 * tiling.targetSlab, work)
          write(to + half, room, shift?[half] ?? .zero, hasRelu: hasRelu)
        }
      }
    }
  }

  @inline(__always)
  private func write(
    _ y: UnsafeMutablePointer<Half>, _ room: SpatialSize, _ shift: Half, hasRelu: Bool
  ) {
    for i in 0..<min(WinogradTile.size, room.rows) {
      for j in 0..<min(WinogradTile.size, room.columns) {
        let value = work[i * WinogradTile.size + j] + shift
        let result = hasRelu ? value.replacing(with: 0, where: value .< 0) : value
        y[2 * (i * tiling.target.columns + j)] = result
      }
    }
  }
}
