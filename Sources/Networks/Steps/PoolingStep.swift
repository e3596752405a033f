// SPDX-License-Identifier: MIT

/// Step that pools a blocked activation and writes it with padding.
struct PoolingStep: Equatable {
  let source: BufferRegion
  let target: Int
  let layer: PoolingLayer
  /// Height and width of x, which limit partial windows.
  let extent: SpatialSize
  /// The window of each row of y; −1 for zeros.
  let rows: [Int]
  /// The window of each column of y; −1 for zeros.
  let columns: [Int]

  /// Writes all of y.
  func run(_ x: BlockedPixels, _ y: BlockedPixels) {
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
    _ window: Int, of block: Int, _ x: BlockedPixels, _ y: UnsafeMutablePointer<Vector>
  ) {
    let top = window * layer.stride.height
    let height = min(layer.window.height, extent.height - top)
    let width = x.layout.shape.w
    let first = x.row(block, source.top + top) + source.left
    for (j, column) in columns.enumerated() {
      let left = column * layer.stride.width
      let size = SpatialSize(height, min(layer.window.width, extent.width - left))
      y[j] = column < 0 ? Vector(repeating: 0) : value(first + left, size, width)
    }
  }

  @inline(__always)
  private func value(_ x: UnsafePointer<Vector>, _ size: SpatialSize, _ width: Int) -> Vector {
    if layer.kind == .max {
      var all = x[0]
      for i in 0..<size.height {
        for j in 0..<size.width { all = Self.larger(all, x[i * width + j]) }
      }
      return all
    }
    var sum = Vector(repeating: 0)
    for i in 0..<size.height {
      for j in 0..<size.width { sum += x[i * width + j] }
    }
    return sum / Float(size.height * size.width)
  }

  /// NaN wins in either operand.
  @inline(__always)
  private static func larger(_ a: Vector, _ b: Vector) -> Vector {
    a.replacing(with: b, where: .!(b .<= a) .& (a .== a))
  }
}

/// Backward pass of pooling: dy goes to the first maximum of its window, or in equal parts to all
/// values.
extension PoolingStep {
  /// Writes or adds dx; with `masksReLU`, dx is 0 where x, the output of a ReLU, is not positive.
  func backward(_ dy: BlockedPixels, at x: BlockedPixels, _ dx: GradientTarget) {
    let (layout, windows) = (x.layout, layer.outputSize(of: extent))
    let readers = InverseMap(rows, count: windows.height)
    let count = layout.shape.n * layout.blocks
    columns.withUnsafeBufferPointer { columns in
      parallelFor(count, vectors: count * layout.vectors) { block in
        if !dx.accumulates {
          dx.blocks.row(block, 0).update(
            repeating: Vector(repeating: 0), count: layout.vectors)
        }
        withUnsafeTemporaryAllocation(of: Vector.self, capacity: windows.width) { sum in
          guard let sum = sum.baseAddress else { return }
          for row in 0..<windows.height {
            sum.update(repeating: Vector(repeating: 0), count: windows.width)
            dy.collect(block, readers[row], columns, into: sum)
            spread(sum, row, windows.width, of: block, x, dx)
          }
        }
      }
    }
  }

  private func spread(
    _ dy: UnsafePointer<Vector>, _ row: Int, _ count: Int, of block: Int, _ x: BlockedPixels,
    _ dx: GradientTarget
  ) {
    let top = row * layer.stride.height
    let height = min(layer.window.height, extent.height - top)
    let low = Vector(repeating: dx.masksReLU ? 0 : -.infinity)
    for column in 0..<count {
      let left = column * layer.stride.width
      let size = SpatialSize(height, min(layer.window.width, extent.width - left))
      let from = x.row(block, source.top + top) + source.left + left
      let to = dx.blocks.row(block, source.top + top) + source.left + left
      if layer.kind == .max {
        spreadLargest(dy[column], from, to, size, x.layout.columns, low)
      } else {
        let part = dy[column] / Float(size.height * size.width)
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
    for i in 0..<size.height {
      for j in 0..<size.width { body(i * width + j) }
    }
  }
}
