// SPDX-License-Identifier: MIT

import Normalization

/// The memory of a run: one piece for all activations, one scratchpad for all convolutions.
final class RunMemory {
  let need: MemoryNeed
  let keeps: Bool
  private let plan: Plan
  private let placement: Placement
  private lazy var activations = AlignedFloats(placement.total)
  private lazy var pad = AlignedFloats((need.scratchpad + 3) / 4)

  init(_ plan: Plan, _ convolutions: [PreparedConvolution], keeps: Bool) {
    (self.plan, self.keeps) = (plan, keeps)
    placement = Placement(plan, keeps: keeps)
    need = MemoryNeed(
      kept: 4 * placement.kept, working: 4 * (placement.total - placement.kept),
      scratchpad: convolutions.reduce(0) { max($0, $1.scratchpadBytes) },
      weights: convolutions.reduce(0) { $0 + $1.weightBytes })
  }

  /// What every convolution may write over.
  var scratchpad: UnsafeMutablePointer<Float> { pad.start }

  /// The first float of a buffer.
  subscript(buffer: Int) -> UnsafeMutablePointer<Float> {
    activations.start + placement.offsets[buffer]
  }

  /// A blocked buffer by pixels.
  func blocks(_ buffer: Int) -> Gather.Blocks {
    Gather.Blocks(self[buffer], plan.layouts[buffer])
  }

  /// The first rows and columns of a blocked buffer, as N × C × H × W.
  ///
  /// With a range the channels are put back to RGB 0…1.
  func tensor(_ buffer: Int, size: Extent, range: ValueRange?) -> Tensor<Float> {
    let layout = plan.layouts[buffer]
    let shape = layout.shape
    let values = self[buffer]
    return Tensor(Shape(shape.n, shape.c, size.rows, size.columns)) { output in
      guard let first = output.baseAddress else { return }
      let plane = size.rows * size.columns
      team(shape.planes, vectors: plane * shape.planes) { index in
        let (n, c) = index.quotientAndRemainder(dividingBy: shape.c)
        let (block, lane) = c.quotientAndRemainder(dividingBy: Layout.lanes)
        let from = values + (n * layout.blocks + block) * layout.vectors * Layout.lanes + lane
        let to = first + (n * shape.c + (range?.order[c] ?? c)) * plane
        let (scale, offset) = (range?.scale[c] ?? 1, range?.offset[c] ?? 0)
        for i in 0..<size.rows {
          let row = from + i * layout.columns * Layout.lanes
          for j in 0..<size.columns {
            let (vector, pixel) = j.quotientAndRemainder(dividingBy: layout.fold)
            to[i * size.columns + j] =
              (row[vector * Layout.lanes + pixel * shape.c] - offset) / scale
          }
        }
      }
    }
  }
}
