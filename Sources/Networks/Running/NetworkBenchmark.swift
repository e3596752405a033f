// SPDX-License-Identifier: MIT

import Normalization

/// How long a network takes, in milliseconds.
public struct NetworkBenchmark: Equatable, Sendable {
  /// The median of the whole runs.
  public let median: Double
  /// The medians of runs after a change at each site.
  public let afterSite: [Double]

  /// Measures whole runs, and runs after a change at each site. The first of each is not counted.
  /// Afterwards the run has pictures.
  /// - Precondition: the run keeps its activations.
  public init(_ run: NetworkRun, rounds: Int = 9) {
    precondition(
      run.memory.keeping != .nothing, "every run of \(run.network.description.name) is a whole one")
    let shape = run.shape
    let picture = Tensor<Float>(
      shape, elements: (0..<shape.count).map { Float($0 * 7919 % 256) / 255 })
    median = Self.median(rounds) {
      run.show(picture)
      _ = run.output()
    }
    afterSite = run.sites.indices.map { site in
      let identity = InstanceNorm(.identity(channels: run.sites[site].channels))
      return Self.median(rounds / 2) {
        run.choose(identity, at: site)
        _ = run.output()
      }
    }
  }

  /// The milliseconds of the round in the middle.
  private static func median(_ rounds: Int, _ body: () -> Void) -> Double {
    body()
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in clock.measure(body) / .milliseconds(1) }.sorted()
    return times[rounds / 2]
  }
}
