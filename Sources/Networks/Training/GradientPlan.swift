// SPDX-License-Identifier: MIT

/// Which buffers of a plan have a gradient, and how it lies.
struct GradientPlan {
  /// Whether the gradient of a buffer is asked for.
  private(set) var isNeeded: [Bool]
  /// Whether a convolution wrote the buffer through its ReLU: what comes back is masked by it.
  private(set) var isMasked: [Bool]
  /// As the buffers', and in blocks also where the picture itself is plain.
  let layouts: [ActivationLayout]

  /// - Parameter givesPicture: whether the picture has a gradient.
  /// - Parameter trainsConvolution: whether one has a weight or bias that is trained.
  /// - Parameter trainsSite: whether the γ and β of one are trained, or follow a style that is.
  init(
    _ plan: Plan, givesPicture: Bool, trainsConvolution: (ConvolutionLayer) -> Bool,
    trainsSite: (Site) -> Bool
  ) {
    layouts = plan.layouts.map { .blocked($0.shape) }
    isNeeded = Array(repeating: false, count: layouts.count)
    isMasked = isNeeded
    for step in plan.steps {
      guard let target = step.target else { continue }
      isNeeded[target] = step.reads.contains { isNeeded[$0] }
      switch step {
      case .load: isNeeded[target] = givesPicture
      case .convolve(let index, _, _):
        let layer = plan.convolutions[index].layer
        isMasked[target] = layer.hasRelu
        if trainsConvolution(layer) { isNeeded[target] = true }
      case .gather(let gather):
        if let site = gather.site, trainsSite(plan.sites[site].site) { isNeeded[target] = true }
      case .pool, .measure, .measureLevel: break
      }
    }
  }
}
