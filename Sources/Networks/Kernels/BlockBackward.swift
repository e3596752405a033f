// SPDX-License-Identifier: MIT

import Normalization

/// The gradients  dx = dyScale · dy + xScale · (x − mean) + constant  of the sixteen channels of a block.
struct BlockBackward {
  var dyScale = Vector(repeating: 0)
  var xScale = Vector(repeating: 0)
  var mean = Vector(repeating: 0)
  var constant = Vector(repeating: 0)

  /// dx = dy.
  static let identity = BlockBackward(dyScale: Vector(repeating: 1))

  /// dx of one pixel.
  @inline(__always)
  func callAsFunction(_ dy: Vector, _ x: Vector) -> Vector {
    dyScale * dy + xScale * (x - mean) + constant
  }

  /// The gradients of all blocks of all pictures. Lanes past C give 0.
  static func all(_ lines: [BackwardCoefficients<Float>], _ layout: ActivationLayout)
    -> [BlockBackward]
  {
    var result = [BlockBackward](repeating: BlockBackward(), count: layout.shape.n * layout.blocks)
    for (plane, line) in lines.enumerated() {
      let (n, c) = plane.quotientAndRemainder(dividingBy: layout.shape.c)
      let (block, lane) = c.quotientAndRemainder(dividingBy: ActivationLayout.lanes)
      result[n * layout.blocks + block].set(line, lane)
    }
    return result
  }

  private mutating func set(_ line: BackwardCoefficients<Float>, _ lane: Int) {
    (dyScale[lane], xScale[lane]) = (line.dyScale, line.xScale)
    (mean[lane], constant[lane]) = (line.mean, line.constant)
  }
}

extension Gather.Blocks {
  /// Writes, or adds, the gradient at every pixel; dy is 0 where there is none.
  ///
  /// With `masks` nothing comes where x is not positive: x is then what a ReLU gave.
  /// `lines` has one for each block of each picture, or is empty for dx = dy.
  func reverse(
    _ dy: Gather.Blocks?, at x: Gather.Blocks, _ lines: [BlockBackward], adds: Bool, masks: Bool
  ) {
    let (count, pixels) = (layout.shape.n * layout.blocks, layout.vectors)
    let size = 4096
    let pieces = (pixels + size - 1) / size
    let low = Vector(repeating: masks ? 0 : -.infinity)
    parallelFor(count * pieces, vectors: count * pixels) { index in
      let (block, piece) = index.quotientAndRemainder(dividingBy: pieces)
      let start = block * pixels + piece * size
      let end = min(start + size, (block + 1) * pixels)
      let line = lines.isEmpty ? .identity : lines[block]
      let (own, values) = (self.pixels, x.pixels)
      for i in start..<end {
        let all = line(dy.map { $0.pixels[i] } ?? Vector(repeating: 0), values[i])
        let open = all.replacing(with: 0, where: values[i] .<= low)
        own[i] = adds ? own[i] + open : open
      }
    }
  }
}
