// SPDX-License-Identifier: MIT

import CWinograd

/// Work of one thread on a block of tiles of a `WinogradConvolution`.
struct WinogradBlock {
  typealias Half = WinogradTile.Half

  private let tiling: WinogradTiling
  private let tiles: Range<Int>
  /// Inputs and outputs of the products, 36 slabs of vectors each.
  private let v, m: UnsafeMutablePointer<Vector>
  /// Temporary memory of a transform, and of a patch that extends past the border.
  private let work, patch: UnsafeMutablePointer<Half>

  /// - Parameter room: `tiling.vectors` vectors.
  init(_ tiling: WinogradTiling, _ index: Int, room: UnsafeMutablePointer<Vector>) {
    self.tiling = tiling
    let first = index * tiling.tilesPerBlock
    tiles = first..<min(first + tiling.tilesPerBlock, tiling.count)
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

  /// Number of tile groups; the last may be partial.
  private var groups: Int { (tiles.count + TileProduct.rows - 1) / TileProduct.rows }

  /// Transforms the inputs of all tiles. The last group is filled by repeating its last tile.
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

  /// Copies the patch, with zeros outside the plane.
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

  /// Multiplies by the weights, 36 × output blocks × input channels vectors.
  func multiply(_ u: UnsafePointer<Vector>, usesAVX512: Bool) {
    let step = tiling.target.blocks * tiling.source.blocks * ActivationLayout.lanes
    for product in 0..<WinogradTile.products {
      let (u, v) = (u + product * step, v + product * tiling.sourceSlab)
      let m = m + product * tiling.targetSlab
      usesAVX512 ? multiplyAVX512(v, u, m) : multiply(v, u, m)
    }
  }

  private func multiply(
    _ v: UnsafePointer<Vector>, _ u: UnsafePointer<Vector>, _ m: UnsafeMutablePointer<Vector>
  ) {
    let (inputs, outputs) = (tiling.source.blocks, tiling.target.blocks)
    for block in 0..<outputs {
      let u = u + block * inputs * ActivationLayout.lanes
      for group in 0..<groups {
        let v = v + group * inputs * TileProduct.rows
        let m = m + (group * outputs + block) * TileProduct.rows
        TileProduct.run(inputs, UnsafeRawPointer(v).assumingMemoryBound(to: Float.self), u, m)
      }
    }
  }

  private func multiplyAVX512(
    _ v: UnsafePointer<Vector>, _ u: UnsafePointer<Vector>, _ m: UnsafeMutablePointer<Vector>
  ) {
    let (inputs, outputs) = (tiling.source.blocks, tiling.target.blocks)
    let (lanes, rows) = (ActivationLayout.lanes, TileProduct.rows)
    for block in stride(from: 0, to: outputs, by: 2) {
      for group in stride(from: 0, to: groups, by: 2) {
        var product = WinogradProduct(
          inputs: inputs * lanes, groups: Int32(min(2, groups - group)),
          blocks: Int32(min(2, outputs - block)),
          v: Self.floats(v + group * inputs * rows), v_step: inputs * rows * lanes,
          u: Self.floats(u + block * inputs * lanes), u_step: inputs * lanes * lanes,
          m: Self.floats(m + (group * outputs + block) * rows),
          m_group_step: outputs * rows * lanes, m_block_step: rows * lanes)
        winograd_product_avx512(&product)
      }
    }
  }

  private static func floats(_ vectors: UnsafePointer<Vector>) -> UnsafePointer<Float> {
    UnsafeRawPointer(vectors).assumingMemoryBound(to: Float.self)
  }

  private static func floats(_ vectors: UnsafeMutablePointer<Vector>) -> UnsafeMutablePointer<
    Float
  > {
    UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Float.self)
  }

  /// Transforms back, adds the bias if there is one, and crops tiles to the plane.
  func scatter(_ y: UnsafeMutablePointer<Vector>, bias: UnsafePointer<Float>?, appliesReLU: Bool) {
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
          write(to + half, room, shift?[half] ?? .zero, appliesReLU: appliesReLU)
        }
      }
    }
  }

  @inline(__always)
  private func write(
    _ y: UnsafeMutablePointer<Half>, _ room: SpatialSize, _ shift: Half, appliesReLU: Bool
  ) {
    for i in 0..<min(WinogradTile.size, room.height) {
      for j in 0..<min(WinogradTile.size, room.width) {
        let value = work[i * WinogradTile.size + j] + shift
        let result = appliesReLU ? value.replacing(with: 0, where: value .< 0) : value
        y[2 * (i * tiling.target.columns + j)] = result
      }
    }
  }
}

/// Matrix products of Winograd's algorithm: rows are tiles, columns are output channels.
enum TileProduct {
  /// Tiles per product. With sixteen channels they need twelve accumulators of eight lanes, two
  /// vectors of weights and one broadcast value: fifteen of AVX2's sixteen registers.
  static let rows = 6

  /// Computes m = v · u for a group of tiles and sixteen output channels.
  /// - Parameters:
  ///   - v: sixteen channels of each tile, repeated `blocks` times.
  ///   - u: a vector of weights for each channel.
  ///   - m: sixteen output channels of each tile.
  @inline(__always)
  static func run(
    _ blocks: Int, _ v: UnsafePointer<Float>, _ u: UnsafePointer<Vector>,
    _ m: UnsafeMutablePointer<Vector>
  ) {
    var (a0, b0, a1, b1) = (Half.zero, Half.zero, Half.zero, Half.zero)
    var (a2, b2, a3, b3) = (Half.zero, Half.zero, Half.zero, Half.zero)
    var (a4, b4, a5, b5) = (Half.zero, Half.zero, Half.zero, Half.zero)
    for block in 0..<blocks {
      let v = v + block * rows * ActivationLayout.lanes
      let u = u + block * ActivationLayout.lanes
      for k in 0..<ActivationLayout.lanes {
        let (low, high) = (u[k].lowHalf, u[k].highHalf)
        add(v[k], low, high, &a0, &b0)
        add(v[ActivationLayout.lanes + k], low, high, &a1, &b1)
        add(v[2 * ActivationLayout.lanes + k], low, high, &a2, &b2)
        add(v[3 * ActivationLayout.lanes + k], low, high, &a3, &b3)
        add(v[4 * ActivationLayout.lanes + k], low, high, &a4, &b4)
        add(v[5 * ActivationLayout.lanes + k], low, high, &a5, &b5)
      }
    }
    m[0] = Vector(lowHalf: a0, highHalf: b0)
    m[1] = Vector(lowHalf: a1, highHalf: b1)
    m[2] = Vector(lowHalf: a2, highHalf: b2)
    m[3] = Vector(lowHalf: a3, highHalf: b3)
    m[4] = Vector(lowHalf: a4, highHalf: b4)
    m[5] = Vector(lowHalf: a5, highHalf: b5)
  }

  private typealias Half = WinogradTile.Half

  @inline(__always)
  private static func add(
    _ value: Float, _ low: Half, _ high: Half, _ a: inout Half, _ b: inout Half
  ) {
    let all = Half(repeating: value)
    a.addProduct(all, low)
    b.addProduct(all, high)
  }
}
