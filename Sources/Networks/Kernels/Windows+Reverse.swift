// SPDX-License-Identifier: MIT

/// The gradient of pooling: dy goes to the first largest value of its window, or in equal parts to all.
extension Windows {
  /// Writes, or adds, dx; with `masks` nothing comes where x, which a ReLU gave, is not positive.
  func reverse(_ dy: Gather.Blocks, at x: Gather.Blocks, _ dx: Gather.Reversed) {
    let (layout, windows) = (x.layout, layer.output(of: extent))
    let reverse = ReverseMap(rows, count: windows.rows)
    let count = layout.shape.n * layout.blocks
    columns.withUnsafeBufferPointer { columns in
      parallelFor(count, vectors: count * layout.vectors) { block in
        if !dx.adds {
          dx.blocks.row(block, 0).update(
            repeating: Vector(repeating: 0), count: layout.vectors)
        }
        withUnsafeTemporaryAllocation(of: Vector.self, capacity: windows.columns) { sum in
          guard let sum = sum.baseAddress else { return }
          for row in 0..<windows.rows {
            sum.update(repeating: Vector(repeating: 0), count: windows.columns)
            dy.collect(block, reverse[row], columns, into: sum)
            spread(sum, row, windows.columns, of: block, x, dx)
          }
        }
      }
    }
  }

  private func spread(
    _ dy: UnsafePointer<Vector>, _ row: Int, _ count: Int, of block: Int, _ x: Gather.Blocks,
    _ dx: Gather.Reversed
  ) {
    let top = row * layer.stride.rows
    let height = min(layer.window.rows, extent.rows - top)
    let low = Vector(repeating: dx.masks ? 0 : -.infinity)
    for column in 0..<count {
      let left = column * layer.stride.columns
      let size = SpatialSize(height, min(layer.window.columns, extent.columns - left))
      let from = x.row(block, source.top + top) + source.left + left
      let to = dx.blocks.row(block, source.top + top) + source.left + left
      if layer.kind == .max {
        spreadLargest(dy[column], from, to, size, x.layout.columns, low)
      } else {
        let part = dy[column] / Float(size.rows * size.columns)
        eachPixel(size, x.layout.columns) { i in
          to[i] += part.replacing(with: 0, where: from[i] .<= low)
        }
      }
    }
  }

  @inline(__always)
  private func spreadLargest(
    _ dy: Vector, _ x: UnsafePointer<Vector>, _ dx: UnsafeMutablePointer<Vector>,
    _ size: SpatialSize,
    _ width: Int, _ low: Vector
  ) {
    var largest = x[0]
    eachPixel(size, width) { i in largest = largest.replacing(with: x[i], where: x[i] .> largest) }
    var rest = dy.replacing(with: 0, where: largest .<= low)
    eachPixel(size, width) { i in
      let isHere = x[i] .== largest
      dx[i] += Vector(repeating: 0).replacing(with: rest, where: isHere)
      rest = rest.replacing(with: 0, where: isHere)
    }
  }

  @inline(__always)
  private func eachPixel(_ size: SpatialSize, _ width: Int, _ body: (Int) -> Void) {
    for i in 0..<size.rows {
      for j in 0..<size.columns { body(i * width + j) }
    }
  }
}
