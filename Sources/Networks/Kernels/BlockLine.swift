// SPDX-License-Identifier: MIT

import Normalization

/// The lines  y = scale · (x − mean) + shift  of the sixteen channels of a block.
struct BlockLine {
  var scale = Vector(repeating: 0)
  var mean = Vector(repeating: 0)
  var shift = Vector(repeating: 0)

  /// y of one pixel.
  @inline(__always)
  func callAsFunction(_ x: Vector) -> Vector { scale * (x - mean) + shift }

  /// The lines of all blocks of all pictures. Lanes past C give 0.
  ///
  /// Where the deviation is 0 every value is the mean, and y is β, the limit for a small ε.
  static func all(_ steps: [PlaneStep], _ layout: Layout) -> [BlockLine] {
    var lines = [BlockLine](repeating: BlockLine(), count: layout.shape.n * layout.blocks)
    for (plane, step) in steps.enumerated() {
      let (n, c) = plane.quotientAndRemainder(dividingBy: layout.shape.c)
      let (block, lane) = c.quotientAndRemainder(dividingBy: Layout.lanes)
      let line: Line<Float> = step.line()
      let index = n * layout.blocks + block
      let isFlat = step.deviation == 0
      lines[index].scale[lane] = isFlat ? 0 : line.scale
      lines[index].mean[lane] = line.mean
      lines[index].shift[lane] = isFlat ? Float(step.affine.beta) : line.shift
    }
    return lines
  }
}
