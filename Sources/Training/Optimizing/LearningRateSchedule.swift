// SPDX-License-Identifier: MIT

import Foundation

/// The rate of each step, counted from 0.
public struct LearningRateSchedule: Equatable, Sendable, Codable {
  /// What becomes of the rate.
  public enum LearningRateDecay: String, Equatable, Sendable, Codable, CaseIterable {
    /// It stays.
    case constant
    /// floor + (rate − floor) · (1 + cos(π · t / steps)) / 2 (Loshchilov & Hutter 2017, equation 5).
    case cosine
  }

  /// What becomes of the rate.
  public var course: LearningRateDecay
  /// The highest rate.
  public var rate: Double
  /// Where cosine ends; later steps stay there.
  public var floor: Double
  /// The steps of the whole training.
  public var steps: Int

  /// Steps over which a training that begins, or goes on without Adam's moments, takes up its rate:
  /// v is a mean of few gradients at first, and its bias correction divides by little.
  public static let warmUp = 50

  /// A schedule. - Precondition: 0 ≤ floor ≤ rate, and there is a step.
  public init(_ course: LearningRateDecay, rate: Double, floor: Double = 0, steps: Int) {
    precondition(0 <= floor && floor <= rate, "a rate of \(rate) that ends at \(floor)")
    precondition(steps > 0, "\(steps) steps")
    (self.course, self.rate, self.floor, self.steps) = (course, rate, floor, steps)
  }

  /// The rate of a step. - Parameter since: steps since Adam began anew; over the first `warmUp` the
  /// rate grows evenly to its full height.
  public func rate(at step: Int, since: Int) -> Double {
    let share = min(1, Double(since + 1) / Double(Self.warmUp))
    switch course {
    case .constant: return share * rate
    case .cosine:
      let turn = Double.pi * Double(min(step, steps)) / Double(steps)
      return share * (floor + (rate - floor) * (1 + cos(turn)) / 2)
    }
  }
}
