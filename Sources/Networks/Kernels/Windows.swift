// SPDX-License-Identifier: MIT

/// Pooling of a blocked activation, written with margins around it.
struct Windows: Equatable {
  let source: Gather.Place
  let target: Int
  let layer: PoolingLayer
  /// The rows of x, which cut off windows at the end.
  let extent: SpatialSize
  /// The window for each row of y; −1 for zeros.
  let rows: [Int]
  /// The window for each column of y; −1 for zeros.
  let columns: [Int]

  /// Writes all of y.
  func run(_ x: Gather.Blocks, _ y: Gather.Blocks) {
    let blocks = y.layout.shape.n * y.layout.blocks
    parallelFor(blocks * rows.count, vectors: blocks * rows.count * columns.count) { index in
      let (block, row) = index.quotientAndRemainder(dividingBy: rows.count)
      let to = y.row(block, row)
      guard rows[row] >= 0 else {
        return to.update(repeating: Vector(repeating: 0), count: columns.count)
      }
      write(rows[row], of: block, x, to)
    }
  }

  private func write(
    _ window: Int, of block: Int, _ x: Gather.Blocks, _ y: UnsafeMutablePointer<Vector>
  ) {
    let top = window * layer.stride.rows
    let height = min(layer.window.rows, extent.rows - top)
    let width = x.layout.shape.w
    let first = x.row(block, source.top + top) + source.left
    for (j, column) in columns.enumerated() {
      let left = column * layer.stride.columns
      let size = SpatialSize(height, min(layer.window.columns, extent.columns - left))
      y[j] = column < 0 ? Vector(repeating: 0) : value(first + left, size, width)
    }
  }

  @inline(__always)
  private func value(_ x: UnsafePointer<Vector>, _ size: SpatialSize, _ width: Int) -> Vector {
    if layer.kind == .max {
      var all = x[0]
      for i in 0..<size.rows {
        for j in 0..<size.columns { all = Self.larger(all, x[i * width + j]) }
      }
      return all
    }
    var sum = Vector(repeating: 0)
    for i in 0..<size.rows {
      for j in 0..<size.columns { sum += x[i * width + j] }
    }
    return sum / Float(size.rows * size.columns)
  }

  /// A NaN wins, whichever of the two it is.
  @inline(__always)
  private static func larger(_ a: Vector, _ b: Vector) -> Vector {
    a.replacing(with: b, where: .!(b .<= a) .& (a .== a))
  }
}
