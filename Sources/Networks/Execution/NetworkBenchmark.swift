// SPDX-License-Identifier: MIT

import Normalization

/// Run times of a network, in milliseconds.
public struct NetworkBenchmark: Equatable, Sendable {
  /// Median time of a complete run.
  public let median: Double
  /// Median time of a run after a change at each site.
  public let afterSite: [Double]

  /// Measures complete runs, and runs after a change at each site, after one warm-up run of each.
  /// Replaces the input of the run.
  /// - Throws: `NetworkError.oneDNN`. - Precondition: the run saves activations.
  public init(_ run: NetworkRun, rounds: Int = 9) throws(NetworkError) {
    precondition(
      run.memory.saved != .none,
      "the run of \(run.network.description.name) saves no activations")
    let shape = run.shape
    let picture = Tensor<Float>(
      shape, elements: (0..<shape.count).map { Float($0 * 7919 % 256) / 255 })
    median = try Self.median(rounds) { () throws(NetworkError) in
      run.setInput(picture)
      _ = try run.output()
    }
    var medians: [Double] = []
    for (index, site) in run.sites.enumerated() {
      let identity = InstanceNorm(.identity(channels: site.channels))
      medians.append(
        try Self.median(rounds / 2) { () throws(NetworkError) in
          run.setNormalizer(identity, at: index)
          _ = try run.output()
        })
    }
    afterSite = medians
  }

  /// Returns the median time of a body.
  private static func median(
    _ rounds: Int, _ body: () throws(NetworkError) -> Void
  ) throws(NetworkError) -> Double {
    try body()
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<rounds {
      let start = clock.now
      try body()
      times.append((clock.now - start) / Duration.milliseconds(1))
    }
    return times.sorted()[rounds / 2]
  }
}

extension NetworkRun {
  /// Returns the name of each step and its minimum time over some rounds, in milliseconds.
  /// - Throws: `NetworkError.oneDNN`. - Precondition: the input is set.
  public func stepTimes(
    rounds: Int = 5
  ) throws(NetworkError) -> [(name: String, milliseconds: Double)] {
    var best = Array(repeating: Double.infinity, count: plan.steps.count)
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      for (index, step) in plan.steps.enumerated() {
        let start = clock.now
        try run(step)
        best[index] = min(best[index], (clock.now - start) / Duration.milliseconds(1))
      }
    }
    return zip(plan.steps, best).map { (name(of: $0), $1) }
  }

  private func name(of step: PlanStep) -> String {
    let shape = step.target.map { " → \(plan.layouts[$0].shape)" } ?? ""
    switch step {
    case .load: return "load" + shape
    case .convolve(let index, _, _): return convolutions[index].description + shape
    case .gather(let gather):
      let parts = [
        gather.site.map { "line \(plan.sites[$0].site.name)" }, gather.activation?.rawValue,
        gather.addend.map { _ in "add" },
      ]
      return (["gather"] + parts.compactMap { $0 }).joined(separator: " ") + shape
    case .pool: return "pool" + shape
    case .measure(let site, _): return "measure \(plan.sites[site].site.name)"
    case .measureLevel(let level, _): return "measure level \(level)"
    }
  }
}
