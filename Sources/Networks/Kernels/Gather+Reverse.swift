// SPDX-License-Identifier: MIT

import Normalization

/// The gradient of a gather with respect to x: its two maps the other way round, then the curve's
/// slope, and what a site's line needs to know.
extension Gather {
  /// What is written of dx.
  struct Reversed {
    let blocks: Blocks
    /// Whether something is there already.
    let adds: Bool
    /// Whether x is what a ReLU gave: nothing comes then where it is not positive.
    let masks: Bool
  }

  /// Writes dz of what is added: the pixels' sums.
  func reverseAdded(_ dy: Blocks, _ place: Place, at z: Blocks, _ dz: Reversed) {
    let low = Vector(repeating: dz.masks ? 0 : -.infinity)
    eachRow(dy, dz.blocks, place) { block, row, sum in
      let (to, from) = (dz.blocks.row(block, row), z.row(block, row))
      for j in 0..<z.layout.columns {
        let open = sum[j].replacing(with: 0, where: from[j] .<= low)
        to[j] = dz.adds ? to[j] + open : open
      }
    }
  }

  /// Writes the gradient with respect to line(x) — with respect to x where there is no site — and
  /// gives Σ and Σ · (x − mean) of it for every plane, the means being those of `lines`.
  ///
  /// `lines` has one for each block of each picture, or is empty, and then no sums are given.
  func reverse(_ dy: Blocks, at x: Blocks, _ dx: Reversed, lines: [BlockScaleShift]) -> [BlockSums]
  {
    let blocks = x.layout.shape.n * x.layout.blocks
    let all = lines.isEmpty ? [] : Array(repeating: BlockSums(), count: blocks * x.layout.shape.h)
    var rows = all
    rows.withUnsafeMutableBufferPointer { rows in
      // Each row has a place of its own: the threads write nothing in common.
      let places = rows.baseAddress
      eachRow(dy, dx.blocks, source) { block, row, sum in
        let (to, from) = (dx.blocks.row(block, row), UnsafePointer(x.row(block, row)))
        let line = lines.isEmpty ? .identity : lines[block]
        activate(sum, from, line, x.layout.columns, dx, to)
        if !lines.isEmpty {
          places?[block * x.layout.shape.h + row] = BlockSums(to, from, x.layout.columns, line.mean)
        }
      }
    }
    let height = x.layout.shape.h
    return (0..<(lines.isEmpty ? 0 : blocks)).map { block in
      rows[block * height..<(block + 1) * height].reduce(BlockSums()) { $0 + $1 }
    }
  }

  /// Sums dy over the pixels of y that come from each row of x.
  private func eachRow(
    _ dy: Blocks, _ dx: Blocks, _ place: Place,
    _ body: (_ block: Int, _ row: Int, _ sum: UnsafeMutablePointer<Vector>) -> Void
  ) {
    let (count, height, width) = (
      dx.layout.shape.n * dx.layout.blocks, dx.layout.shape.h, dx.layout.columns
    )
    let reverse = ReverseMap(rows, first: place.top, count: height)
    let batch = max(1, 512 / width)
    let chunks = (height + batch - 1) / batch
    columns.withUnsafeBufferPointer { columns in
      parallelFor(count * chunks, vectors: count * height * width) { index in
        let (block, chunk) = index.quotientAndRemainder(dividingBy: chunks)
        withUnsafeTemporaryAllocation(of: Vector.self, capacity: width) { sum in
          guard let sum = sum.baseAddress else { return }
          for row in chunk * batch..<min(height, (chunk + 1) * batch) {
            sum.update(repeating: Vector(repeating: 0), count: width)
            dy.collect(block, reverse[row], columns, into: sum + place.left)
            body(block, row, sum)
          }
        }
      }
    }
  }

  /// One loop for each curve, so that none asks which it is at every pixel.
  @inline(__always)
  private func activate(
    _ dy: UnsafePointer<Vector>, _ x: UnsafePointer<Vector>, _ line: BlockScaleShift, _ count: Int,
    _ dx: Reversed, _ to: UnsafeMutablePointer<Vector>
  ) {
    let one = Vector(repeating: 1)
    let low = Vector(repeating: curve == .relu ? 0 : -.infinity)
    switch curve {
    case .tanh:
      Self.each(count, x, dx, to) { j, x in
        let t = line(x).tanh
        return dy[j] * (one - t * t)
      }
    case .sigmoid:
      Self.each(count, x, dx, to) { j, x in
        let s = line(x).sigmoid
        return dy[j] * s * (one - s)
      }
    case .relu, nil:
      Self.each(count, x, dx, to) { j, x in
        dy[j].replacing(with: 0, where: line(x) .<= low)
      }
    }
  }

  @inline(__always)
  private static func each(
    _ count: Int, _ x: UnsafePointer<Vector>, _ dx: Reversed, _ to: UnsafeMutablePointer<Vector>,
    _ value: (Int, Vector) -> Vector
  ) {
    let low = Vector(repeating: dx.masks ? 0 : -.infinity)
    for j in 0..<count {
      let open = value(j, x[j]).replacing(with: 0, where: x[j] .<= low)
      to[j] = dx.adds ? to[j] + open : open
    }
  }
}
