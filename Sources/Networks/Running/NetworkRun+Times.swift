// SPDX-License-Identifier: MIT

extension NetworkRun {
  /// What each step of a whole run is and the milliseconds that it took, fastest of some rounds.
  /// - Precondition: there are pictures.
  public func stepTimes(
    rounds: Int = 5
  ) throws(NetworkError) -> [(name: String, milliseconds: Double)] {
    var best = Array(repeating: Double.infinity, count: plan.steps.count)
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      for (index, step) in plan.steps.enumerated() {
        let start = clock.now
        try run(step)
        best[index] = min(best[index], (clock.now - start) / .milliseconds(1))
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
        gather.site.map { "line \(plan.sites[$0].site.name)" }, gather.curve?.rawValue,
        gather.added.map { _ in "add" },
      ]
      return (["gather"] + parts.compactMap { $0 }).joined(separator: " ") + shape
    case .pool: return "pool" + shape
    case .measure(let site, _): return "measure \(plan.sites[site].site.name)"
    case .measureLevel(let level, _): return "measure level \(level)"
    }
  }
}
