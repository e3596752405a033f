// SPDX-License-Identifier: MIT

import Normalization

/// Σ dy and Σ dy · (x − mean) of the sixteen channels of a block.
struct BlockSums {
  private(set) var dy = SIMD16<Double>(repeating: 0)
  private(set) var product = SIMD16<Double>(repeating: 0)

  init() {}

  /// Sums over a row, in Float as far as `BlockMoments` goes.
  init(_ dy: UnsafePointer<Vector>, _ x: UnsafePointer<Vector>, _ count: Int, _ mean: Vector) {
    for start in stride(from: 0, to: count, by: BlockMoments.run) {
      var (first, second) = (Vector(repeating: 0), Vector(repeating: 0))
      for j in start..<min(start + BlockMoments.run, count) {
        first += dy[j]
        second += dy[j] * (x[j] - mean)
      }
      self.dy += SIMD16<Double>(first)
      product += SIMD16<Double>(second)
    }
  }

  static func + (a: BlockSums, b: BlockSums) -> BlockSums {
    var result = a
    result.dy += b.dy
    result.product += b.product
    return result
  }

  /// Those of every plane, around the means of its step.
  static func planes(
    _ blocks: [BlockSums], _ steps: [PlaneTransform], _ layout: ActivationLayout
  ) -> [PlaneSums] {
    steps.enumerated().map { plane, step in
      let (n, c) = plane.quotientAndRemainder(dividingBy: layout.shape.c)
      let (block, lane) = c.quotientAndRemainder(dividingBy: ActivationLayout.lanes)
      let sums = blocks[n * layout.blocks + block]
      return PlaneSums(
        dy: sums.dy[lane], around: sums.product[lane],
        meanError: step.moments.error(ofMean: Float(step.moments.mean)))
    }
  }
}
