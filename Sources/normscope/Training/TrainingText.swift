// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Training

/// The line that says how far a training is.
struct TrainingText {
  /// The steps of the whole plan.
  let steps: Int
  private(set) var step: Int
  private var done = 0
  private var means: LossTerms = [:]

  /// How much a step counts in the means that are shown.
  private static let share = 0.05

  init(step: Int, of steps: Int) { (self.step, self.steps) = (step, steps) }

  /// Counts a step.
  mutating func add(_ losses: LossTerms) {
    (step, done) = (step + 1, done + 1)
    for (part, value) in losses {
      means[part] = means[part].map { $0 + Self.share * (value - $0) } ?? value
    }
  }

  /// "1200/8400  content 1.23  style 2.35  2.31 steps/s  51:57 left".
  func line(elapsed: Duration, columns: Int = .max) -> String {
    let losses = LossTerm.allCases.compactMap { part in
      means[part].map { "  \(part.rawValue) \(Self.figure($0))" }
    }
    let speed = Double(done) / max(elapsed / .seconds(1), 1e-9)
    var line = "\(step)/\(steps)" + losses.joined() + String(format: "  %.2f steps/s", speed)
    if done > 0, step < steps {
      line += "  \(ClockText.text(seconds: Int(Double(steps - step) / speed))) left"
    }
    return String(line.prefix(columns))
  }

  /// Three digits that count, up to a million.
  private static func figure(_ value: Double) -> String {
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4
    return String(format: "%.\(digits)f", value)
  }
}
