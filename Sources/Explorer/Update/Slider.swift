// SPDX-License-Identifier: MIT

import Foundation

/// The range and step of a control that is a number.
struct Slider: Equatable {
  /// The smallest value that keys reach; a typed one may lie beyond.
  let low: Double
  /// The largest value that keys reach.
  let high: Double
  /// One step.
  let step: Double

  /// The factor on γ.
  static let factor = Slider(low: -2, high: 4, step: 0.05)
  /// The style mix and the weight of a style.
  static let alpha = Slider(low: 0, high: 1, step: 0.05)

  /// The value some steps on, on the grid of steps, not beyond the ends.
  func stepped(_ value: Double, by steps: Int) -> Double {
    let place = value / step
    let whole = steps > 0 ? (place + 1e-6).rounded(.down) : (place - 1e-6).rounded(.up)
    let moved = (whole + Double(steps)) * step
    let tidy = (moved * 1e9).rounded() / 1e9
    return steps > 0 ? min(tidy, max(high, value)) : max(tidy, min(low, value))
  }

  /// Where a value lies between the ends, 0…1.
  func position(of value: Double) -> Double {
    max(0, min(1, (value - low) / (high - low)))
  }

  /// The value on the grid of steps nearest to a place, 0…1, between the ends.
  func value(at place: Double) -> Double {
    let steps = ((low + place * (high - low)) / step).rounded()
    return (steps * step * 1e9).rounded() / 1e9
  }

  /// The ε at a place, 0…1, from 1e-12 to 100.
  static func epsilon(at place: Double) -> Double { pow(10, (place * 140).rounded() / 10 - 12) }

  /// ε goes in tenths of a decade from 1e-12 to 100.
  static func steppedEpsilon(_ value: Double, by steps: Int) -> Double {
    let place = (log10(max(value, 1e-12)) * 10).rounded() + Double(steps)
    return pow(10, max(-120, min(20, place)) / 10)
  }

  /// Where an ε lies between 1e-12 and 100, 0…1.
  static func position(ofEpsilon value: Double) -> Double {
    max(0, min(1, (log10(max(value, 1e-12)) + 12) / 14))
  }
}
