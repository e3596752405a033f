// SPDX-License-Identifier: MIT

import Networks

/// Lets a network learn step by step: gradients, clipped, become steps of an optimizer.
public final class Trainer {
  /// What it has learned, and where it stands.
  public private(set) var state: TrainingState
  private var lesson: any Lesson

  /// A trainer that begins, or goes on where a state was left. Generators that the state does not name
  /// stay as the lesson has them.
  public init(_ lesson: any Lesson, from state: TrainingState) {
    (self.lesson, self.state) = (lesson, state)
    self.lesson.generators.merge(state.generators) { $1 }
    self.state.generators = self.lesson.generators
  }

  /// Whether all steps of the plan are done.
  public var isDone: Bool { state.step >= state.record.plan.schedule.steps }

  /// One step. - Returns: the parts of its loss.
  /// - Throws: `TrainingError.diverged` before anything is changed by what is no number.
  @discardableResult
  public func step() throws -> LossParts {
    var gradients: ParameterGradients = [:]
    let losses = try lesson.gradients(at: state.parameters, step: state.step, into: &gradients)
    let norm = gradients.clip(to: state.record.plan.clip)
    guard norm.isFinite, losses.values.allSatisfy(\.isFinite) else {
      throw TrainingError.diverged(step: state.step)
    }
    state.move(by: gradients)
    lesson.follow(&state.parameters)
    state.generators = lesson.generators
    state.record.count(losses)
    return losses
  }

  /// Notes in the record how long a stretch took.
  func note(_ seconds: Double) { state.record.note(seconds) }
}
