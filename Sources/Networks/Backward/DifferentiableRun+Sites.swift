// SPDX-License-Identifier: MIT

import Normalization

extension DifferentiableRun {
  /// Backward pass of a gather step: addend, then activation function, affine and normalization.
  func backward(_ gather: GatherStep, _ sums: inout ParameterGradients) {
    let dy = memory[gather.target]
    if let addend = gather.addend, gradientPlan.isNeeded[addend.buffer] {
      let dz = memory.target(addend.buffer, masksReLU: gradientPlan.isMasked[addend.buffer])
      gather.backwardAddend(dy, addend, at: run.memory.blocks(addend.buffer), dz)
    }
    let source = gather.source.buffer
    let transforms = gather.site.map { run.transforms(at: $0) } ?? []
    if let site = gather.site, !transforms.isEmpty {
      return backward(gather, dy, site, transforms, &sums)
    }
    guard gradientPlan.isNeeded[source] else { return }
    let dx = memory.target(source, masksReLU: gradientPlan.isMasked[source])
    _ = gather.backward(dy, at: run.memory.blocks(source), dx, scaleShifts: [])
  }

  /// Backward pass through a site: the gradient of the affine's output goes to the temporary
  /// buffer; its sums give the gradients of the pooled moments, and both give dx.
  private func backward(
    _ gather: GatherStep, _ dy: BlockedPixels, _ site: Int, _ transforms: [PlaneTransform],
    _ sums: inout ParameterGradients
  ) {
    let source = gather.source.buffer
    let (x, layout) = (run.memory.blocks(source), gradientPlan.layouts[source])
    guard let normalizer = run.normalizers[site] else { return }
    let temporary = memory.temporary(like: source)
    let blocks = gather.backward(
      dy, at: x, GradientTarget(blocks: temporary, accumulates: false, masksReLU: false),
      scaleShifts: BlockScaleShift.all(transforms, layout))
    let backwardPerPlane = normalizer.backwardPerPlane(
      BlockSums.planes(blocks, transforms, layout), transforms, in: layout.shape)
    add(backwardPerPlane.map(\.affine), of: run.sites[site], &sums)
    guard gradientPlan.isNeeded[source] else { return }
    let dx = memory.target(source, masksReLU: gradientPlan.isMasked[source])
    let coefficients = zip(backwardPerPlane, transforms).map {
      BackwardCoefficients<Float>($0, around: $1.moments)
    }
    dx.blocks.backward(
      temporary, at: x, BlockBackward.all(coefficients, layout), accumulates: dx.accumulates,
      masksReLU: dx.masksReLU)
  }

  /// Adds dγ and dβ of every plane to the rows of the tensors, or to the gradients of the style.
  private func add(_ planes: [ChannelAffine], of site: Site, _ sums: inout ParameterGradients) {
    switch site.source {
    case .none: break
    case .style(let level): if trainsStyle { addStyle(planes, level, site) }
    case .instance(let gamma, let beta), .batch(let gamma, let beta, _, _):
      for (plane, gradient) in planes.enumerated() {
        let (n, c) = plane.quotientAndRemainder(dividingBy: site.channels)
        if trained.contains(gamma) {
          sums[gamma]?[rows[n] * site.channels + c] += Float(gradient.gamma)
        }
        if trained.contains(beta) {
          sums[beta]?[rows[n] * site.channels + c] += Float(gradient.beta)
        }
      }
    }
  }

  /// γ = √(σ² + ε) and β = μ: dσ² = dγ / (2γ) and dμ = dβ.
  private func addStyle(_ planes: [ChannelAffine], _ level: Int, _ site: Site) {
    let (moments, estimator) = (
      style.levels[level] ?? [], DeviationEstimator(epsilon: site.epsilon)
    )
    var all = styleGradients[level] ?? Array(repeating: MomentsGradient(), count: moments.count)
    for (plane, gradient) in planes.enumerated() {
      let index = plane % moments.count
      let gamma = estimator.deviation(of: moments[index])
      // The derivative of the root is infinite at 0: a constant style channel with ε = 0 has
      // gradient 0.
      all[index].variance += gamma > 0 ? gradient.gamma / (2 * gamma) : 0
      all[index].mean += gradient.beta
    }
    styleGradients[level] = all
  }
}

extension Site {
  /// Whether γ or β is trained.
  func isTrained(in trained: Set<String>) -> Bool {
    !trained.isDisjoint(with: parameterNames.prefix(2))
  }
}
