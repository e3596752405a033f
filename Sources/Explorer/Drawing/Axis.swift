// SPDX-License-Identifier: MIT

import Foundation

/// An axis from one round number to another, with round ticks between them.
struct Axis: Equatable {
  /// How values go along an axis.
  enum Scale: Equatable, Sendable {
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long; there are positive values only.
    case logarithmic
  }

  /// How values go along it.
  let scale: Scale
  /// Round numbers, rising; the first and the last are the ends.
  let ticks: [Double]

  /// The finest axis of at most `most` ticks that covers a range, to a billionth of a step.
  ///
  /// Linear ticks are 1, 2 or 5 · 10ⁿ apart; logarithmic ones are 1, 2 and 5 · 10ⁿ, or powers of ten
  /// where those are too many.
  /// - Precondition: `most` ≥ 3; both ends are finite, and positive on a logarithmic axis.
  init(covering range: ClosedRange<Double>, _ scale: Scale = .linear, most: Int) {
    precondition(most >= 3, "\(most) ticks cannot cover a range around 0")
    precondition(range.lowerBound.isFinite && range.upperBound.isFinite, "an axis over \(range)")
    self.scale = scale
    ticks = scale == .linear ? Self.linear(range, most) : Self.logarithmic(range, most)
  }

  /// Where a value lies between the ends, 0…1; one beyond them at the nearer end.
  func place(of value: Double) -> Double {
    let (low, high) = (position(ticks[0]), position(ticks[ticks.count - 1]))
    return max(0, min(1, (position(value) - low) / (high - low)))
  }

  private func position(_ value: Double) -> Double {
    scale == .linear ? value : log10(max(value, .leastNormalMagnitude))
  }

  /// A tick as text: with as many digits as tell it from the next.
  func text(of tick: Double) -> String {
    guard scale == .linear else { return String(format: "%g", tick) }
    let size = max(abs(ticks[0]), abs(ticks[ticks.count - 1]))
    let step = Int(log10(ticks[1] - ticks[0]).rounded(.down))
    if size < 99_999.5 && step >= -4 { return String(format: "%.*f", max(0, -step), tick) }
    let digits = Int(log10(size).rounded(.down)) - step + 1
    return String(format: "%.*g", max(1, digits), tick)
  }

  // MARK: ticks

  private static func linear(_ range: ClosedRange<Double>, _ most: Int) -> [Double] {
    let (low, high) = widened(range)
    var power = log10((high - low) / Double(most)).rounded(.down)
    while true {
      for step in [1, 2, 5].map({ $0 * pow(10, power) }) {
        // An end that is a tick but for its last bits is that tick.
        let first = Int((low / step + 1e-9).rounded(.down))
        let last = Int((high / step - 1e-9).rounded(.up))
        if last - first < most { return (first...last).map { rounded(Double($0) * step, step) } }
      }
      power += 1
    }
  }

  /// 3 · 0.1 is not the number nearest to 0.3; 3 / 10 is.
  private static func rounded(_ tick: Double, _ step: Double) -> Double {
    let inverse = (1 / step).rounded()
    return step < 1 && inverse < 1e15 ? (tick * inverse).rounded() / inverse : tick
  }

  /// The ends with something between them that sums can tell apart.
  private static func widened(_ range: ClosedRange<Double>) -> (Double, Double) {
    let (low, high) = (range.lowerBound, range.upperBound)
    let size = max(abs(low), abs(high))
    if size < 1e-300 { return (0, 1) }
    return high - low > size * 1e-9 ? (low, high) : (low - size / 2, high + size / 2)
  }

  private static func logarithmic(_ range: ClosedRange<Double>, _ most: Int) -> [Double] {
    precondition(range.lowerBound > 0, "a logarithmic axis from \(range.lowerBound)")
    let low = Int(log10(range.lowerBound).rounded(.down))
    let high = max(low + 1, Int(log10(range.upperBound).rounded(.up)))
    let fine = (low...high).flatMap { power in [1, 2, 5].map { $0 * pow(10, Double(power)) } }
    let first = fine.lastIndex { $0 <= range.lowerBound } ?? 0
    let last = max(first + 1, fine.firstIndex { $0 >= range.upperBound } ?? fine.count - 1)
    if last - first < most { return Array(fine[first...last]) }
    let stride = (high - low + most - 2) / (most - 1)
    return Swift.stride(from: low, to: high + stride, by: stride).map { pow(10, Double($0)) }
  }
}
