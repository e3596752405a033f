// SPDX-License-Identifier: MIT

import Normalization

extension NetworkRun {
  /// The shape of a site's input.
  public func shape(at site: Int) -> Shape { plan.layouts[plan.sites[site].buffer].shape }

  /// Runs no further than to what enters a site; false when nobody waits any more.
  /// - Precondition: there are pictures.
  public func reach(
    site: Int, isStale: () -> Bool = { false }
  ) throws(NetworkError) -> Bool {
    if done >= plan.sites[site].resume { return true }
    return try advance(to: plan.sites[site].resume, isStale)
  }

  /// The shape of the activation at a level.
  /// - Precondition: the run is one of the encoder alone, and the level is in it.
  func shape(atLevel level: Int) -> Shape { plan.layouts[levelBuffer(level)].shape }

  /// The input of a site in the last run: N × C × H × W.
  /// - Precondition: the run keeps its activations and has come as far as the site.
  public func input(at site: Int) -> Tensor<Float> {
    let isReached = memory.keeping != .nothing && done >= plan.sites[site].resume
    precondition(isReached, "site \(site) is not reached")
    let (shape, buffer) = (shape(at: site), plan.sites[site].buffer)
    return plan.layouts[buffer].tensor(
      memory[buffer], size: SpatialSize(shape.h, shape.w), range: nil)
  }

  /// What is done to each plane at a site; empty where nothing is.
  /// - Precondition: the run has come as far as the site; γ has the site's channels.
  public func steps(at site: Int) -> [PlaneTransform] {
    guard let normalizer = normalizers[site] else { return [] }
    return normalizer.steps(planes: moments[site], in: shape(at: site))
  }

  /// The share of the steps whose results still hold, 0…1.
  public var progress: Double { Double(done) / Double(max(1, plan.steps.count)) }
}

extension Plan {
  /// The step to begin again at when only the first `done` steps hold.
  func restart(before done: Int) -> Int {
    sites.last { $0.resume <= done }?.resume ?? 0
  }
}

extension NetworkRun {
  /// The buffer with the activation at a level.
  /// - Precondition: the run measures its levels, and this one is among them.
  func levelBuffer(_ level: Int) -> Int {
    for case .measureLevel(level, let source) in plan.steps { return source }
    preconditionFailure("no level \(level)")
  }
}
