// SPDX-License-Identifier: MIT

/// The gradients of a run's buffers, which make room for each other, and which of them are filled.
final class GradientMemory {
  private let layouts: [ActivationLayout]
  private let placement: BufferAllocation
  private lazy var all = AlignedFloats(placement.total)
  private var isFilled: [Bool]
  /// As large as the largest gradient, for what is on its way into one.
  private(set) lazy var work = AlignedFloats(layouts.reduce(0) { max($0, $1.floats) })

  init(_ plan: Plan, _ gradients: GradientPlan) {
    layouts = gradients.layouts
    placement = BufferAllocation(
      sizes: zip(layouts, gradients.isNeeded).map { $1 ? $0.floats : 0 },
      lives: layouts.indices.map { plan.lifetime(of: $0) }, isKept: layouts.map { _ in false })
    isFilled = layouts.map { _ in false }
  }

  /// Forgets all gradients.
  func clear() { isFilled = layouts.map { _ in false } }

  /// Whether something has come to a buffer.
  func has(_ buffer: Int) -> Bool { isFilled[buffer] }

  /// What to write a buffer's gradient to; afterwards it is filled.
  func fill(_ buffer: Int, masks: Bool) -> Gather.Reversed {
    defer { isFilled[buffer] = true }
    return Gather.Reversed(blocks: self[buffer], adds: isFilled[buffer], masks: masks)
  }

  /// The gradient of a buffer.
  subscript(buffer: Int) -> Gather.Blocks {
    Gather.Blocks(all.start + placement.offsets[buffer], layouts[buffer])
  }

  /// The work space in the layout of a buffer.
  func work(like buffer: Int) -> Gather.Blocks { Gather.Blocks(work.start, layouts[buffer]) }
}
