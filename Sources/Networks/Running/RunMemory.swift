// SPDX-License-Identifier: MIT

import Normalization

/// The memory of a run: one piece for all activations, one scratchpad for all convolutions.
final class RunMemory {
  let need: MemoryRequirement
  let keeping: Keeping
  private let plan: Plan
  private let placement: BufferAllocation
  private lazy var activations = AlignedFloats(placement.total)
  private lazy var pad = AlignedFloats((max(need.scratchpad, reserved) + 3) / 4)
  /// Bytes of the scratchpad that others than the run's convolutions need; set before it is used.
  var reserved = 0

  init(_ plan: Plan, _ convolutions: [PreparedConvolution], _ keeping: Keeping) {
    (self.plan, self.keeping) = (plan, keeping)
    placement = BufferAllocation(plan) {
      keeping == .all || keeping == .sites && plan.isKept($0)
    }
    need = MemoryRequirement(
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

  /// A blocked buffer as it lies there.
  func activation(_ buffer: Int) -> Activation {
    Activation(plan.layouts[buffer], in: activations, at: placement.offsets[buffer])
  }

  /// A blocked buffer by pixels.
  func blocks(_ buffer: Int) -> Gather.Blocks {
    Gather.Blocks(self[buffer], plan.layouts[buffer])
  }
}
