// SPDX-License-Identifier: MIT

import Normalization

/// The lines  y = scale · (x − mean) + shift  of the sixteen channels of a block.
struct BlockScaleShift {
  var scale = Vector(repeating: 0)
  var mean = Vector(repeating: 0)
  var shift = Vector(repeating: 0)

  /// y = x.
  static let identity = BlockScaleShift(scale: Vector(repeating: 1))

  /// y of one pixel.
  @inline(__always)
  func callAsFunction(_ x: Vector) -> Vector { scale * (x - mean) + shift }

  /// Where the deviation is 0 every value is the mean, and y is β, the limit for a small ε.
  private mutating func set(_ step: PlaneTransform, _ lane: Int) {
    let line: ScaleShift<Float> = step.scaleShift()
    let isFlat = step.deviation == 0
    scale[lane] = isFlat ? 0 : line.scale
    mean[lane] = line.mean
    shift[lane] = isFlat ? Float(step.affine.beta) : line.shift
  }

  /// The lines of all blocks of all pictures. Lanes past C give 0.
  static func all(_ steps: [PlaneTransform], _ layout: ActivationLayout) -> [BlockScaleShift] {
    var lines = [BlockScaleShift](
      repeating: BlockScaleShift(), count: layout.shape.n * layout.blocks)
    for (plane, step) in steps.enumerated() {
      let (n, c) = plane.quotientAndRemainder(dividingBy: layout.shape.c)
      for pixel in 0..<layout.pixels {
        let (block, lane) = (pixel * layout.shape.c + c).quotientAndRemainder(
          dividingBy: ActivationLayout.lanes)
        lines[n * layout.blocks + block].set(step, lane)
      }
    }
    return lines
  }

  /// The line of the first channels alone; other lanes give 0.
  func first(_ channels: Int) -> BlockScaleShift {
    var result = BlockScaleShift()
    for lane in 0..<channels {
      (result.scale[lane], result.mean[lane], result.shift[lane]) = (
        scale[lane], mean[lane], shift[lane]
      )
    }
    return result
  }
}
