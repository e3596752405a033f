// SPDX-License-Identifier: MIT

import Normalization

/// How long a network takes, in milliseconds.
public struct NetworkBenchmark: Equatable, Sendable {
  /// The fastest and the median whole run.
  public let best: Double
  /// The median of the whole runs.
  public let median: Double
  /// The median of runs after a change at the last site; nil where there is none.
  public let lastSite: Double?
  /// What the run needs.
  public let need: MemoryNeed

  /// Measures whole runs, and runs after a change at the last site. The first of each is not counted.
  /// - Throws: `NetworkError`.
  public init(
    _ network: Network, _ shape: Shape, rounds: Int = 9, encoderOnly: Bool = false,
    keeps: Bool = true, mayTransform: Bool = true, threads: Int = defaultThreads
  ) throws(NetworkError) {
    let run = try NetworkRun(
      network, shape, encoderOnly: encoderOnly, keeps: keeps, mayTransform: mayTransform,
      threads: threads)
    let picture = Tensor<Float>(
      shape, elements: (0..<shape.count).map { Float($0 * 7919 % 256) / 255 })
    let whole = Self.times(rounds) {
      run.show(picture)
      _ = run.output()
    }
    let last = run.sites.count - 1
    let identity = last < 0 ? nil : InstanceNorm(.identity(channels: run.sites[last].channels))
    let turned = Self.times(rounds) {
      if last >= 0 { run.choose(identity, at: last) }
      _ = run.output()
    }
    (best, median) = (whole[0], whole[whole.count / 2])
    lastSite = last < 0 ? nil : turned[turned.count / 2]
    need = run.need
  }

  /// The milliseconds of each round, in rising order.
  private static func times(_ rounds: Int, _ body: () -> Void) -> [Double] {
    body()
    let clock = ContinuousClock()
    return (0..<rounds).map { _ in clock.measure(body) / .milliseconds(1) }.sorted()
  }
}
