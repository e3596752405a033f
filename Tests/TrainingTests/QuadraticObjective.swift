// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Training

/// Minimal objective: half the squared distance of each value to a random number.
struct QuadraticObjective: TrainingObjective {
  /// Defect of a batch.
  enum Defect {
    case nanLoss, infiniteGradient, hugeGradient, nanGradient
    /// The batch is drawn, and the next one is used in its place.
    case replaced
  }

  var random = SplitMix(seed: 5)
  /// The step whose loss is NaN.
  var nanStep: Int?
  /// Defects of batches, by the number of batches drawn before.
  var defects: [Int: Defect] = [:]
  private var batch = 0

  var generators: [String: UInt64] {
    get { ["pull": random.state] }
    set { random = SplitMix(seed: newValue["pull"] ?? 0) }
  }

  mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) -> LossTerms {
    let values = parameters["a"]?.values ?? []
    let goal = Float.random(in: 0...1, using: &random)
    gradients["a"] = values.map { $0 - goal }
    let loss = values.reduce(0.0) { $0 + Double(($1 - goal) * ($1 - goal)) / 2 }
    batch += 1
    switch defects[batch - 1] {
    case .nanLoss: return [.reconstruction: .nan]
    case .infiniteGradient: gradients["a"]?[0] = .infinity
    case .hugeGradient: gradients["a"]?[0] = 1e12
    case .nanGradient: gradients["a"]?[0] = .nan
    case .replaced: return self.gradients(at: parameters, step: step, into: &gradients)
    case nil: break
    }
    return [.reconstruction: step == nanStep ? .nan : loss]
  }

  static func state(
    steps: Int = 1000, _ optimizer: OptimizerKind = .adam, shape: [Int] = [3]
  ) -> TrainingState {
    let schedule = LearningRateSchedule(
      .cosine, learningRate: 1e-2, minimumLearningRate: 1e-4, steps: steps)
    var hyperparameters = Hyperparameters(batchSize: 1, cropSize: 8, seed: 5, schedule: schedule)
    hyperparameters.optimizer = optimizer
    let record = TrainingRecord(task: "pull", hyperparameters: hyperparameters)
    let values = (0..<shape.reduce(1, *)).map { [1, -2, 3][$0 % 3] as Float }
    return TrainingState(["a": Parameter(shape, values)], record)
  }
}
