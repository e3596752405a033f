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
  public init(_ run: NetworkRun, rounds: Int = 9) throws(NetworkError) {
    precondition(
      run.memory.keeping != .nothing, "every run of \(run.network.description.name) is a whole one")
    let shape = run.shape
    let picture = Tensor<Float>(
      shape, elements: (0..<shape.count).map { Float($0 * 7919 % 256) / 255 })
    median = try Self.median(rounds) { () throws(NetworkError) in
      run.show(picture)
      _ = try run.output()
    }
    var medians: [Double] = []
    for (index, site) in run.sites.enumerated() {
      let identity = InstanceNorm(.identity(channels: site.channels))
      medians.append(
        try Self.median(rounds / 2) { () throws(NetworkError) in
          run.choose(identity, at: index)
          _ = try run.output()
        })
    }
    afterSite = medians
  }

  /// The milliseconds of the round in the middle.
  private static func median(
    _ rounds: Int, _ body: () throws(NetworkError) -> Void
  ) throws(NetworkError) -> Double {
    try body()
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<rounds {
      let start = clock.now
      try body()
      times.append((clock.now - start) / .milliseconds(1))
    }
    return times.sorted()[rounds / 2]
  }
}
