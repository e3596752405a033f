// SPDX-License-Identifier: MIT

import Normalization

extension TrainingRun {
  /// The gradient of a gather: first of what is added, then through curve, line and normalization.
  func reverse(_ gather: Gather, _ sums: inout ParameterGradients) {
    let dy = memory[gather.target]
    if let added = gather.added, gradientPlan.isNeeded[added.buffer] {
      let dz = memory.fill(added.buffer, masks: gradientPlan.isMasked[added.buffer])
      gather.reverseAdded(dy, added, at: run.memory.blocks(added.buffer), dz)
    }
    let source = gather.source.buffer
    let steps = gather.site.map { run.steps(at: $0) } ?? []
    if let site = gather.site, !steps.isEmpty { return reverse(gather, dy, site, steps, &sums) }
    guard gradientPlan.isNeeded[source] else { return }
    let dx = memory.fill(source, masks: gradientPlan.isMasked[source])
    _ = gather.reverse(dy, at: run.memory.blocks(source), dx, lines: [])
  }

  /// Through a site: the gradient of the line goes to the work space, its sums say what the moments
  /// of each pool bring, and both make dx.
  private func reverse(
    _ gather: Gather, _ dy: Gather.Blocks, _ site: Int, _ steps: [PlaneTransform],
    _ sums: inout ParameterGradients
  ) {
    let source = gather.source.buffer
    let (x, layout) = (run.memory.blocks(source), gradientPlan.layouts[source])
    guard let normalizer = run.normalizers[site] else { return }
    let work = memory.work(like: source)
    let blocks = gather.reverse(
      dy, at: x, Gather.Reversed(blocks: work, adds: false, masks: false),
      lines: BlockScaleShift.all(steps, layout))
    let planeBackwards = normalizer.planeBackwards(
      BlockSums.planes(blocks, steps, layout), steps, in: layout.shape)
    add(planeBackwards.map(\.affine), of: run.sites[site], &sums)
    guard gradientPlan.isNeeded[source] else { return }
    let dx = memory.fill(source, masks: gradientPlan.isMasked[source])
    let lines = zip(planeBackwards, steps).map {
      BackwardCoefficients<Float>($0, around: $1.moments)
    }
    dx.blocks.reverse(
      work, at: x, BlockBackward.all(lines, layout), adds: dx.adds, masks: dx.masks)
  }

  /// dγ and dβ of every plane go to the rows of the file, or to the style's moments.
  private func add(_ planes: [ChannelAffine], of site: Site, _ sums: inout ParameterGradients) {
    switch site.source {
    case .none: break
    case .style(let level): if trainsStyle { addStyle(planes, level, site) }
    case .instance(let gamma, let beta), .batch(let gamma, let beta, _, _):
      for (plane, own) in planes.enumerated() {
        let (n, c) = plane.quotientAndRemainder(dividingBy: site.channels)
        if trained.contains(gamma) {
          sums[gamma]?[rows[n] * site.channels + c] += Float(own.gamma)
        }
        if trained.contains(beta) {
          sums[beta]?[rows[n] * site.channels + c] += Float(own.beta)
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
    for (plane, own) in planes.enumerated() {
      let index = plane % moments.count
      let gamma = estimator.deviation(of: moments[index])
      // The slope of a root at 0 is not finite: a style of equal values, without ε, moves nothing.
      all[index].variance += gamma > 0 ? own.gamma / (2 * gamma) : 0
      all[index].mean += own.beta
    }
    styleGradients[level] = all
  }
}

extension Site {
  /// Whether its γ or its β is among the trained.
  func isTrained(in trained: Set<String>) -> Bool {
    !trained.isDisjoint(with: parameterNames.prefix(2))
  }
}
