// SPDX-License-Identifier: MIT

import Foundation

/// Range and step of a slider.
struct Slider: Equatable {
  /// Smallest value that keys reach. Typed values may be smaller.
  let low: Double
  /// Largest value that keys reach. Typed values may be larger.
  let high: Double
  /// Size of one step.
  let step: Double

  /// Factor on γ.
  static let factor = Slider(low: -2, high: 4, step: 0.05)
  /// Style mix α and the weight of a style.
  static let alpha = Slider(low: 0, high: 1, step: 0.05)

  /// Returns the value a number of steps further on, aligned to multiples of the step and clamped
  /// to the ends.
  func stepped(_ value: Double, by steps: Int) -> Double {
    let position = value / step
    let aligned = steps > 0 ? (position + 1e-6).rounded(.down) : (position - 1e-6).rounded(.up)
    let moved = (aligned + Double(steps)) * step
    let rounded = withoutRoundingErrors(moved)
    return steps > 0 ? min(rounded, max(high, value)) : max(rounded, min(low, value))
  }

  /// Position of a value between the ends, 0…1.
  func position(of value: Double) -> Double {
    max(0, min(1, (value - low) / (high - low)))
  }

  /// The multiple of the step nearest to a position 0…1.
  func value(at position: Double) -> Double {
    let steps = ((low + position * (high - low)) / step).rounded()
    return withoutRoundingErrors(steps * step)
  }

  /// Returns the decimal number near a multiple of the step: 3 · 0.05 is not the number nearest to
  /// 0.15.
  private func withoutRoundingErrors(_ value: Double) -> Double {
    let inverse = pow(10, 7 - log10(step).rounded(.down))
    return (value * inverse).rounded() / inverse
  }

  /// The ε at a position 0…1, from 1e-12 to 100 on a logarithmic scale.
  static func epsilon(at position: Double) -> Double {
    pow(10, (position * 140).rounded() / 10 - 12)
  }

  /// Returns ε a number of steps further on; a step is a tenth of a decade.
  static func steppedEpsilon(_ value: Double, by steps: Int) -> Double {
    let position = (log10(max(value, 1e-12)) * 10).rounded() + Double(steps)
    return pow(10, max(-120, min(20, position)) / 10)
  }

  /// Position of an ε between 1e-12 and 100, 0…1.
  static func position(ofEpsilon value: Double) -> Double {
    max(0, min(1, (log10(max(value, 1e-12)) + 12) / 14))
  }
}
