// SPDX-License-Identifier: MIT

/// Timing of closures that are compared. They run alternately, so that noise affects all of them.
enum Stopwatch {
  /// Returns the median time of each body in milliseconds over `rounds` rounds, after five warm-up
  /// rounds.
  static func medians(rounds: Int, _ bodies: [() -> Void]) -> [Double] {
    for _ in 0..<5 { bodies.forEach { $0() } }
    var times = [[Double]](repeating: [], count: bodies.count)
    for _ in 0..<rounds {
      for (index, body) in bodies.enumerated() { times[index].append(milliseconds(body)) }
    }
    return times.map(median)
  }

  /// Returns the time of one call in milliseconds.
  static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    (try ContinuousClock().measure(body)) / .milliseconds(1)
  }

  /// Returns the median (nearest rank), or 0 for an empty array.
  static func median(_ values: [Double]) -> Double { percentile(values, 0.5) }

  /// Returns the percentile `share` in 0…1 (nearest rank), or 0 for an empty array.
  static func percentile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let rank = (share * Double(values.count)).rounded(.up)
    return values.sorted()[min(values.count - 1, max(0, Int(rank) - 1))]
  }
}
