// SPDX-License-Identifier: MIT

import Foundation

/// Learning rate decay.
public enum LearningRateDecay: String, Equatable, Sendable, Codable, CaseIterable {
  /// No decay.
  case constant
  /// Cosine decay (Loshchilov & Hutter 2017, equation 5) from `learningRate` η to
  /// `minimumLearningRate` η₀: η₀ + (η − η₀) · (1 + cos(π · t / steps)) / 2.
  case cosine
}

/// Learning rate schedule. Steps are counted from 0.
public struct LearningRateSchedule: Equatable, Sendable, Codable {
  /// Decay.
  public var decay: LearningRateDecay
  /// Initial, highest learning rate.
  public var learningRate: Double
  /// Final learning rate of the cosine decay; also used for steps after the last.
  public var minimumLearningRate: Double
  /// Number of steps of the training.
  public var steps: Int

  /// Number of steps of linear warm-up after the optimizer state is created or reset: at first v is
  /// the mean of few gradients, and its bias correction divides by a small number.
  public static let warmUpSteps = 50

  private enum CodingKeys: String, CodingKey {
    case decay = "course"
    case learningRate = "rate"
    case minimumLearningRate = "floor"
    case steps
  }

  /// A schedule. - Precondition: 0 ≤ minimumLearningRate ≤ learningRate and steps > 0.
  public init(
    _ decay: LearningRateDecay, learningRate: Double, minimumLearningRate: Double = 0, steps: Int
  ) {
    precondition(
      0 <= minimumLearningRate && minimumLearningRate <= learningRate,
      "learning rate \(learningRate) with the minimum \(minimumLearningRate)")
    precondition(steps > 0, "\(steps) steps")
    (self.decay, self.learningRate, self.steps) = (decay, learningRate, steps)
    self.minimumLearningRate = minimumLearningRate
  }

  /// Returns the learning rate of a step.
  /// - Parameter optimizerSteps: steps since the optimizer state was created; determines the
  ///   warm-up.
  public func learningRate(at step: Int, optimizerSteps: Int) -> Double {
    let warmUp = min(1, Double(optimizerSteps + 1) / Double(Self.warmUpSteps))
    switch decay {
    case .constant: return warmUp * learningRate
    case .cosine:
      let phase = Double.pi * Double(min(step, steps)) / Double(steps)
      return warmUp
        * (minimumLearningRate + (learningRate - minimumLearningRate) * (1 + cos(phase)) / 2)
    }
  }
}
