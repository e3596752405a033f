// SPDX-License-Identifier: MIT

import Foundation

/// Axis of a plot: both ends and all ticks are round numbers.
struct Axis: Equatable {
  /// Mapping from values to positions.
  enum Scale: Equatable, Sendable {
    /// Equal differences have equal lengths.
    case linear
    /// Equal ratios have equal lengths; all values are positive.
    case logarithmic
  }

  /// Magnitude up to which differences of values, and multiples of ticks, do not overflow.
  static let largest = 1e300

  /// Mapping from values to positions.
  let scale: Scale
  /// Round numbers in ascending order; the first and last are the ends of the axis.
  let ticks: [Double]

  /// Creates the axis with the finest tick spacing that covers a range with at most `maxTicks`
  /// ticks, within 1e-9 of a step.
  ///
  /// Linear ticks are 1, 2 or 5 · 10ⁿ apart. Logarithmic ticks are 1, 2 and 5 · 10ⁿ, or powers of
  /// ten if those are too many.
  /// - Precondition: `maxTicks` ≥ 3; both ends are finite, and positive on a logarithmic axis.
  init(covering range: ClosedRange<Double>, _ scale: Scale = .linear, maxTicks: Int) {
    precondition(maxTicks >= 3, "\(maxTicks) ticks cannot cover a range around 0")
    precondition(range.lowerBound.isFinite && range.upperBound.isFinite, "an axis over \(range)")
    self.scale = scale
    ticks = scale == .linear ? Self.linear(range, maxTicks) : Self.logarithmic(range, maxTicks)
  }

  /// Position of a value between the ends, clamped to 0…1.
  func position(of value: Double) -> Double {
    let (low, high) = (coordinate(ticks[0]), coordinate(ticks[ticks.count - 1]))
    return max(0, min(1, (coordinate(value) - low) / (high - low)))
  }

  private func coordinate(_ value: Double) -> Double {
    scale == .linear ? value : log10(max(value, .leastNormalMagnitude))
  }

  /// Text of a tick, with enough digits to distinguish it from its neighbors.
  func text(of tick: Double) -> String {
    guard scale == .linear else { return String(format: "%g", tick) }
    let size = max(abs(ticks[0]), abs(ticks[ticks.count - 1]))
    let step = Int(log10(ticks[1] - ticks[0]).rounded(.down))
    if size < 99_999.5 && step >= -4 { return String(format: "%.*f", max(0, -step), tick) }
    let digits = Int(log10(size).rounded(.down)) - step + 1
    return String(format: "%.*g", max(1, digits), tick)
  }

  // MARK: ticks

  private static func linear(_ range: ClosedRange<Double>, _ maxTicks: Int) -> [Double] {
    let (low, high) = widened(range)
    var power = log10((high - low) / Double(maxTicks)).rounded(.down)
    while true {
      for step in [1, 2, 5].map({ $0 * pow(10, power) }) {
        // An end within 1e-9 of a step of a tick counts as that tick.
        let first = Int((low / step + 1e-9).rounded(.down))
        let last = Int((high / step - 1e-9).rounded(.up))
        if last - first < maxTicks {
          return (first...last).map { rounded(Double($0) * step, step) }
        }
      }
      power += 1
    }
  }

  /// Avoids binary rounding errors: 3 · 0.1 is not the number nearest to 0.3, but 3 / 10 is.
  private static func rounded(_ tick: Double, _ step: Double) -> Double {
    let inverse = (1 / step).rounded()
    return step < 1 && inverse < 1e15 ? (tick * inverse).rounded() / inverse : tick
  }

  /// The range, extended where its ends are too close to be distinguished in sums.
  private static func widened(_ range: ClosedRange<Double>) -> (Double, Double) {
    let (low, high) = (range.lowerBound, range.upperBound)
    let size = max(abs(low), abs(high))
    if size < 1e-300 { return (0, 1) }
    return high - low > size * 1e-9 ? (low, high) : (low - size / 2, high + size / 2)
  }

  private static func logarithmic(_ range: ClosedRange<Double>, _ maxTicks: Int) -> [Double] {
    precondition(range.lowerBound > 0, "a logarithmic axis from \(range.lowerBound)")
    let low = Int(log10(range.lowerBound).rounded(.down))
    let high = max(low + 1, Int(log10(range.upperBound).rounded(.up)))
    let fine = (low...high).flatMap { power in [1, 2, 5].map { $0 * pow(10, Double(power)) } }
    let first = fine.lastIndex { $0 <= range.lowerBound } ?? 0
    let last = max(first + 1, fine.firstIndex { $0 >= range.upperBound } ?? fine.count - 1)
    if last - first < maxTicks { return Array(fine[first...last]) }
    let stride = (high - low + maxTicks - 2) / (maxTicks - 1)
    return Swift.stride(from: low, to: high + stride, by: stride).map { pow(10, Double($0)) }
  }
}
