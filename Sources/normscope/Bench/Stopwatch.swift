// SPDX-License-Identifier: MIT

/// Times things that are to be compared: each in turn, so that a slow moment hits all of them.
enum Stopwatch {
  /// The median milliseconds of each body over `rounds` rounds, after five unmeasured ones.
  static func medians(rounds: Int, _ bodies: [() -> Void]) -> [Double] {
    for _ in 0..<5 { bodies.forEach { $0() } }
    var times = [[Double]](repeating: [], count: bodies.count)
    for _ in 0..<rounds {
      for (index, body) in bodies.enumerated() { times[index].append(milliseconds(body)) }
    }
    return times.map(median)
  }

  /// The milliseconds that one call takes.
  static func milliseconds(_ body: () -> Void) -> Double {
    (ContinuousClock().measure(body)) / .milliseconds(1)
  }

  /// The middle value; 0 for none.
  static func median(_ values: [Double]) -> Double { percentile(values, 0.5) }

  /// The value below which the given share of all lies (nearest rank); 0 for none.
  static func percentile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let rank = (share * Double(values.count)).rounded(.up)
    return values.sorted()[min(values.count - 1, max(0, Int(rank) - 1))]
  }
}
