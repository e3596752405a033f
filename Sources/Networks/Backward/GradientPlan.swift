// SPDX-License-Identifier: MIT

/// Buffers of a plan that have gradients, and their layouts.
struct GradientPlan {
  /// Whether the gradient of a buffer is needed.
  private(set) var isNeeded: [Bool]
  /// Whether a convolution with ReLU wrote the buffer, so that its gradient is masked.
  private(set) var isMasked: [Bool]
  /// Blocked layouts, also for plain inputs.
  let layouts: [ActivationLayout]

  /// - Parameters:
  ///   - inputGradient: whether the network's input has a gradient.
  ///   - trainsConvolution: whether a weight or bias of a convolution is trained.
  ///   - trainsSite: whether γ and β of a site are trained, or come from a style whose encoder is
  ///     trained.
  init(
    _ plan: Plan, inputGradient: Bool, trainsConvolution: (ConvolutionLayer) -> Bool,
    trainsSite: (Site) -> Bool
  ) {
    layouts = plan.layouts.map { .blocked($0.shape) }
    isNeeded = Array(repeating: false, count: layouts.count)
    isMasked = isNeeded
    for step in plan.steps {
      guard let target = step.target else { continue }
      isNeeded[target] = step.reads.contains { isNeeded[$0] }
      switch step {
      case .load: isNeeded[target] = inputGradient
      case .convolve(let index, _, _):
        let layer = plan.convolutions[index].layer
        isMasked[target] = layer.appliesReLU
        if trainsConvolution(layer) { isNeeded[target] = true }
      case .gather(let gather):
        if let site = gather.site, trainsSite(plan.sites[site].site) { isNeeded[target] = true }
      case .pool, .measure, .measureLevel: break
      }
    }
  }
}

/// Memory of the gradients of a run's buffers, which share memory, and a flag per gradient that is
/// set when it has been written.
final class GradientMemory {
  private let layouts: [ActivationLayout]
  private let allocation: BufferAllocation
  private lazy var gradients = AlignedFloats(allocation.total)
  private var isWritten: [Bool]
  /// A temporary buffer as large as the largest gradient.
  private(set) lazy var temporary = AlignedFloats(layouts.reduce(0) { max($0, $1.floats) })

  init(_ plan: Plan, _ gradients: GradientPlan) {
    layouts = gradients.layouts
    allocation = BufferAllocation(
      sizes: zip(layouts, gradients.isNeeded).map { $1 ? $0.floats : 0 },
      lifetimes: layouts.indices.map { plan.lifetime(of: $0) }, isSaved: layouts.map { _ in false })
    isWritten = layouts.map { _ in false }
  }

  /// Marks all gradients as not written.
  func clear() { isWritten = layouts.map { _ in false } }

  /// Whether the gradient of a buffer has been written.
  func has(_ buffer: Int) -> Bool { isWritten[buffer] }

  /// Returns the target for the gradient of a buffer and marks it as written.
  func target(_ buffer: Int, masksReLU: Bool) -> GradientTarget {
    defer { isWritten[buffer] = true }
    return GradientTarget(
      blocks: self[buffer], accumulates: isWritten[buffer], masksReLU: masksReLU)
  }

  /// The gradient of a buffer.
  subscript(buffer: Int) -> BlockedPixels {
    BlockedPixels(gradients.start + allocation.offsets[buffer], layouts[buffer])
  }

  /// The temporary buffer in the layout of a buffer.
  func temporary(like buffer: Int) -> BlockedPixels {
    BlockedPixels(temporary.start, layouts[buffer])
  }
}
