// SPDX-License-Identifier: MIT

import Normalization

/// Memory of a run: one block for activations and one scratchpad for convolutions.
final class RunMemory {
  let memoryRequirement: MemoryRequirement
  let saved: SavedActivations
  private let plan: Plan
  private let allocation: BufferAllocation
  private lazy var activations = AlignedFloats(allocation.total)
  private lazy var pad = AlignedFloats(
    (max(memoryRequirement.scratchpad, additionalScratchpad) + 3) / 4)
  /// Additional scratchpad bytes of backward convolutions; set before the first use.
  var additionalScratchpad = 0

  init(_ plan: Plan, _ convolutions: [PreparedConvolution], _ saved: SavedActivations) {
    (self.plan, self.saved) = (plan, saved)
    allocation = BufferAllocation(plan) {
      saved == .all || saved == .beforeSites && plan.isSaved($0)
    }
    memoryRequirement = MemoryRequirement(
      saved: 4 * allocation.saved, temporary: 4 * (allocation.total - allocation.saved),
      scratchpad: convolutions.reduce(0) { max($0, $1.scratchpadBytes) },
      weights: convolutions.reduce(0) { $0 + $1.weightBytes })
  }

  /// Scratch memory that every convolution overwrites.
  var scratchpad: UnsafeMutablePointer<Float> { pad.start }

  /// A pointer to the first float of a buffer.
  subscript(buffer: Int) -> UnsafeMutablePointer<Float> {
    activations.start + allocation.offsets[buffer]
  }

  /// A blocked buffer as an activation that shares its memory.
  func activation(_ buffer: Int) -> Activation {
    Activation(plan.layouts[buffer], in: activations, at: allocation.offsets[buffer])
  }

  /// The pixels of a blocked buffer.
  func blocks(_ buffer: Int) -> BlockedPixels {
    BlockedPixels(self[buffer], plan.layouts[buffer])
  }
}

/// Bytes of memory that a run needs, known before it allocates any.
public struct MemoryRequirement: Equatable, Sendable {
  /// Activations that are saved for a restart at a site.
  public let saved: Int
  /// Activations that share memory.
  public let temporary: Int
  /// Scratch memory of the largest convolution.
  public let scratchpad: Int
  /// Packed weights.
  public let weights: Int

  /// The sum.
  public var total: Int { saved + temporary + scratchpad + weights }
}

/// The activations that a run saves.
enum SavedActivations {
  /// None: every run starts at the input.
  case none
  /// Those needed to restart at a site.
  case beforeSites
  /// All, in blocked layouts, for the backward pass.
  case all
}
