// SPDX-License-Identifier: MIT

import Networks

/// Lets a network learn step by step: gradients, clipped, become steps of an optimizer.
public final class Trainer {
  /// What it has learned, and where it stands.
  public private(set) var state: TrainingState
  private var objective: any TrainingObjective

  /// A trainer that begins, or goes on where a state was left. Generators that the state does not name
  /// stay as the lesson has them.
  public init(_ objective: any TrainingObjective, from state: TrainingState) {
    (self.objective, self.state) = (objective, state)
    self.objective.generators.merge(state.generators) { $1 }
    self.state.generators = self.objective.generators
  }

  /// Whether all steps of the plan are done.
  public var isDone: Bool { state.step >= state.record.plan.schedule.steps }

  /// One step. - Returns: the parts of its loss.
  /// - Throws: `TrainingError.diverged` where losses, gradients or what becomes of the weights are no
  ///   numbers, or weights none that 16 bits hold.
  @discardableResult
  public func step() throws -> LossTerms {
    var gradients: ParameterGradients = [:]
    let losses = try objective.gradients(at: state.parameters, step: state.step, into: &gradients)
    let norm = gradients.clip(to: state.record.plan.clip)
    guard norm.isFinite, losses.values.allSatisfy(\.isFinite) else {
      throw TrainingError.diverged(step: state.step)
    }
    try state.move(by: gradients)
    guard gradients.keys.allSatisfy(isSound) else {
      throw TrainingError.diverged(step: state.step)
    }
    objective.follow(&state.parameters)
    state.generators = objective.generators
    state.record.count(losses)
    return losses
  }

  /// Whether the network's file can hold a tensor.
  private func isSound(_ name: String) -> Bool {
    state.parameters[name]?.values.allSatisfy { abs($0) <= Self.most } ?? true
  }

  /// The largest value of 16 bits.
  private static let most: Float = 65504

  /// Notes in the record how long a stretch took.
  func note(_ seconds: Double) { state.record.note(seconds) }
}
