// SPDX-License-Identifier: MIT

import Normalization

/// Per-channel scale and shift of sixteen channels of a block: y = scale · (x − mean) + shift.
struct BlockScaleShift {
  var scale = Vector(repeating: 0)
  var mean = Vector(repeating: 0)
  var shift = Vector(repeating: 0)

  /// y = x.
  static let identity = BlockScaleShift(scale: Vector(repeating: 1))

  /// Returns y of one pixel.
  @inline(__always)
  func callAsFunction(_ x: Vector) -> Vector { scale * (x - mean) + shift }

  /// With deviation 0, every value is the mean and y is β, the limit for small ε.
  private mutating func set(_ transform: PlaneTransform, _ lane: Int) {
    let scaleShift: ScaleShift<Float> = transform.scaleShift()
    let isFlat = transform.deviation == 0
    scale[lane] = isFlat ? 0 : scaleShift.scale
    mean[lane] = scaleShift.mean
    shift[lane] = isFlat ? Float(transform.affine.beta) : scaleShift.shift
  }

  /// Returns the scales and shifts of all blocks of all pictures. Lanes past C give 0.
  static func all(_ transforms: [PlaneTransform], _ layout: ActivationLayout) -> [BlockScaleShift] {
    var scaleShifts = [BlockScaleShift](
      repeating: BlockScaleShift(), count: layout.shape.n * layout.blocks)
    for (plane, transform) in transforms.enumerated() {
      let (n, c) = plane.quotientAndRemainder(dividingBy: layout.shape.c)
      for pixel in 0..<layout.pixels {
        let (block, lane) = (pixel * layout.shape.c + c).quotientAndRemainder(
          dividingBy: ActivationLayout.lanes)
        scaleShifts[n * layout.blocks + block].set(transform, lane)
      }
    }
    return scaleShifts
  }

  /// Returns those of the first channels alone; other lanes give 0.
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
