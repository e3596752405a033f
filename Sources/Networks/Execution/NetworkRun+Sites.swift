// SPDX-License-Identifier: MIT

import Normalization

extension NetworkRun {
  /// The shape of a site's input.
  public func shape(at site: Int) -> Shape { plan.layouts[plan.sites[site].buffer].shape }

  /// Runs up to the input of a site; returns false if the run was cancelled.
  /// - Throws: `NetworkError.oneDNN`. - Precondition: the input is set.
  public func run(
    toSite site: Int, isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> Bool {
    if completedSteps >= plan.sites[site].firstDependentStep { return true }
    return try advance(to: plan.sites[site].firstDependentStep, isCancelled)
  }

  /// The shape of the activation at a level.
  /// - Precondition: the run is one of the encoder alone, and the level exists.
  func shape(atLevel level: Int) -> Shape { plan.layouts[levelBuffer(level)].shape }

  /// The input of a site in the last run, N × C × H × W.
  /// - Precondition: the run saves activations and has reached the site.
  public func input(at site: Int) -> Tensor<Float> {
    let isReached = memory.saved != .none && completedSteps >= plan.sites[site].firstDependentStep
    precondition(isReached, "site \(site) is not reached")
    let (shape, buffer) = (shape(at: site), plan.sites[site].buffer)
    return plan.layouts[buffer].tensor(
      memory[buffer], size: SpatialSize(shape.h, shape.w), range: nil)
  }

  /// The transforms of each plane at a site; empty without a normalizer.
  /// - Precondition: the run has reached the site; the normalizer has the site's channels.
  public func transforms(at site: Int) -> [PlaneTransform] {
    guard let normalizer = normalizers[site] else { return [] }
    return normalizer.transforms(planeMoments: moments[site], in: shape(at: site))
  }

  /// The share of steps whose results are valid, 0…1.
  public var progress: Double { Double(completedSteps) / Double(max(1, plan.steps.count)) }
}

extension Plan {
  /// The step to restart at if the first `count` steps are valid.
  func restart(before completedSteps: Int) -> Int {
    sites.last { $0.firstDependentStep <= completedSteps }?.firstDependentStep ?? 0
  }
}

extension NetworkRun {
  /// The buffer with the activation at a level.
  /// - Precondition: the run measures levels, and this one exists.
  func levelBuffer(_ level: Int) -> Int {
    for case .measureLevel(level, let source) in plan.steps { return source }
    preconditionFailure("no level \(level)")
  }
}
