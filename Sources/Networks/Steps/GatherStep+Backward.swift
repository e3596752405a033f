// SPDX-License-Identifier: MIT

import Normalization

/// Backward pass of a gather step: scatters dy by both index maps, then multiplies by the
/// derivative of the activation function and computes the sums that a site needs.
extension GatherStep {
  /// Writes dz of the addend: sums of the pixels that read it.
  func backwardAddend(
    _ dy: BlockedPixels, _ region: BufferRegion, at z: BlockedPixels, _ dz: GradientTarget
  ) {
    let low = Vector(repeating: dz.masksReLU ? 0 : -.infinity)
    eachRow(dy, dz.blocks, region) { block, row, sum in
      let (to, from) = (dz.blocks.row(block, row), z.row(block, row))
      for j in 0..<z.layout.columns {
        let open = sum[j].replacing(with: 0, where: from[j] .<= low)
        to[j] = dz.accumulates ? to[j] + open : open
      }
    }
  }

  /// Writes the gradient with respect to scaleShift(x), or x without a site, and returns its Σ and
  /// Σ · (x − mean) for every plane, with the means of `scaleShifts`.
  ///
  /// `scaleShifts` has one element per block of each picture; if it is empty, no sums are returned.
  func backward(
    _ dy: BlockedPixels, at x: BlockedPixels, _ dx: GradientTarget, scaleShifts: [BlockScaleShift]
  ) -> [BlockSums] {
    let blocks = x.layout.shape.n * x.layout.blocks
    let all =
      scaleShifts.isEmpty ? [] : Array(repeating: BlockSums(), count: blocks * x.layout.shape.h)
    var rows = all
    rows.withUnsafeMutableBufferPointer { rows in
      // Each row has its own element, so threads write disjoint memory.
      let sums = rows.baseAddress
      eachRow(dy, dx.blocks, source) { block, row, sum in
        let (to, from) = (dx.blocks.row(block, row), UnsafePointer(x.row(block, row)))
        let scaleShift = scaleShifts.isEmpty ? .identity : scaleShifts[block]
        activate(sum, from, scaleShift, x.layout.columns, dx, to)
        if !scaleShifts.isEmpty {
          sums?[block * x.layout.shape.h + row] = BlockSums(
            to, from, x.layout.columns, scaleShift.mean)
        }
      }
    }
    let height = x.layout.shape.h
    return (0..<(scaleShifts.isEmpty ? 0 : blocks)).map { block in
      rows[block * height..<(block + 1) * height].reduce(BlockSums()) { $0 + $1 }
    }
  }

  /// Sums dy over the pixels of y that read each row of x.
  private func eachRow(
    _ dy: BlockedPixels, _ dx: BlockedPixels, _ region: BufferRegion,
    _ body: (_ block: Int, _ row: Int, _ sum: UnsafeMutablePointer<Vector>) -> Void
  ) {
    let (count, height, width) = (
      dx.layout.shape.n * dx.layout.blocks, dx.layout.shape.h, dx.layout.columns
    )
    let readers = InverseMap(rows, first: region.top, count: height)
    let batch = max(1, 512 / width)
    let chunks = (height + batch - 1) / batch
    columns.withUnsafeBufferPointer { columns in
      parallelFor(count * chunks, vectors: count * height * width) { index in
        let (block, chunk) = index.quotientAndRemainder(dividingBy: chunks)
        withUnsafeTemporaryAllocation(of: Vector.self, capacity: width) { sum in
          guard let sum = sum.baseAddress else { return }
          for row in chunk * batch..<min(height, (chunk + 1) * batch) {
            sum.update(repeating: Vector(repeating: 0), count: width)
            dy.collect(block, readers[row], columns, into: sum + region.left)
            body(block, row, sum)
          }
        }
      }
    }
  }

  /// One loop per activation function, so that there is no branch per pixel.
  @inline(__always)
  private func activate(
    _ dy: UnsafePointer<Vector>, _ x: UnsafePointer<Vector>, _ scaleShift: BlockScaleShift,
    _ count: Int,
    _ dx: GradientTarget, _ to: UnsafeMutablePointer<Vector>
  ) {
    let one = Vector(repeating: 1)
    let low = Vector(repeating: activation == .relu ? 0 : -.infinity)
    switch activation {
    case .tanh:
      Self.each(count, x, dx, to) { j, x in
        let t = scaleShift(x).tanh
        return dy[j] * (one - t * t)
      }
    case .sigmoid:
      Self.each(count, x, dx, to) { j, x in
        let s = scaleShift(x).sigmoid
        return dy[j] * s * (one - s)
      }
    case .relu, nil:
      Self.each(count, x, dx, to) { j, x in
        dy[j].replacing(with: 0, where: scaleShift(x) .<= low)
      }
    }
  }

  @inline(__always)
  private static func each(
    _ count: Int, _ x: UnsafePointer<Vector>, _ dx: GradientTarget,
    _ to: UnsafeMutablePointer<Vector>,
    _ value: (Int, Vector) -> Vector
  ) {
    let low = Vector(repeating: dx.masksReLU ? 0 : -.infinity)
    for j in 0..<count {
      let open = value(j, x[j]).replacing(with: 0, where: x[j] .<= low)
      to[j] = dx.accumulates ? to[j] + open : open
    }
  }
}

/// Where and how a gradient is written.
struct GradientTarget {
  let blocks: BlockedPixels
  /// Whether the gradient is added to an earlier one.
  let accumulates: Bool
  /// Whether x is the output of a ReLU, so that the gradient is 0 where x is not positive.
  let masksReLU: Bool
}

/// For each row of x, the rows of y that read it.
struct InverseMap: Equatable {
  private let starts: [Int]
  private let places: [Int]

  /// Inverts a map from y to x, except its −1. x has `count` rows, and index 0 of the map is row
  /// `first`.
  init(_ map: [Int], first: Int = 0, count: Int) {
    var all = Array(repeating: [Int](), count: count)
    for (place, source) in map.enumerated() where source >= 0 {
      all[first + source].append(place)
    }
    starts = all.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    places = all.flatMap { $0 }
  }

  /// The rows of y that read a row of x.
  subscript(row: Int) -> ArraySlice<Int> { places[starts[row]..<starts[row + 1]] }
}

extension BlockedPixels {
  /// Adds the pixels of some rows to one row at the mapped columns; −1 is skipped.
  @inline(__always)
  func collect(
    _ block: Int, _ rows: ArraySlice<Int>, _ columns: UnsafeBufferPointer<Int>,
    into sum: UnsafeMutablePointer<Vector>
  ) {
    for row in rows {
      let from = self.row(block, row)
      for (j, column) in columns.enumerated() where column >= 0 { sum[column] += from[j] }
    }
  }
}
