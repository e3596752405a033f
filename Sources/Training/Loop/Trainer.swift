// SPDX-License-Identifier: MIT

import Networks

/// Trains a network step by step: computes gradients, clips them and applies the optimizer.
public final class Trainer {
  /// Current state.
  public private(set) var state: TrainingState
  private var objective: any TrainingObjective

  /// A trainer that starts or resumes from a state. Random number generators that the state does
  /// not contain keep the objective's seeds.
  public init(_ objective: any TrainingObjective, from state: TrainingState) {
    (self.objective, self.state) = (objective, state)
    self.objective.generators.merge(state.generators) { $1 }
    self.state.generators = self.objective.generators
  }

  /// Whether all planned steps are completed.
  public var isDone: Bool { state.step >= state.record.hyperparameters.schedule.steps }

  /// Performs one step and returns its loss terms.
  /// - Throws: `TrainingError.diverged` if losses, gradients or new weights are not finite or
  ///   exceed the range of float16; otherwise the errors of the objective.
  @discardableResult
  public func step() throws -> LossTerms {
    var gradients: ParameterGradients = [:]
    let losses = try objective.gradients(at: state.parameters, step: state.step, into: &gradients)
    let norm = gradients.clip(toNorm: state.record.hyperparameters.clipNorm)
    guard norm.isFinite, losses.values.allSatisfy(\.isFinite) else {
      throw TrainingError.diverged(step: state.step)
    }
    try state.applyGradients(gradients)
    guard gradients.keys.allSatisfy(fitsFloat16) else {
      throw TrainingError.diverged(step: state.step)
    }
    objective.updateRunningMoments(in: &state.parameters)
    state.generators = objective.generators
    state.record.recordStep(losses)
    return losses
  }

  /// Whether a parameter can be stored in float16. NaN compares false.
  private func fitsFloat16(_ name: String) -> Bool {
    state.parameters[name]?.values.allSatisfy { abs($0) <= Self.float16Maximum } ?? true
  }

  /// Largest finite value of float16.
  private static let float16Maximum: Float = 65504

  /// Stores the duration of the current invocation in the record.
  func setDuration(seconds: Double) { state.record.setDuration(seconds: seconds) }
}

/// Training loop: steps a trainer until all steps are completed, a time limit is reached or it is
/// stopped, and saves the state at intervals.
public struct TrainingLoop {
  /// Reason for the end of a loop.
  public enum StopReason: Equatable, Sendable {
    /// All planned steps are completed.
    case completed
    /// The time limit was reached.
    case timeLimit
    /// `shouldStop` returned true.
    case stopped
  }

  /// Time limit; nil for none.
  public var timeLimit: Duration?
  /// Time between two saves.
  public var saveInterval = Duration.seconds(300)

  /// A loop with an optional time limit.
  public init(timeLimit: Duration? = nil) { self.timeLimit = timeLimit }

  /// Runs the loop. Saves at intervals and at the end.
  /// - Parameters:
  ///   - shouldStop: checked after each step.
  ///   - report: called with the losses of each step.
  ///   - save: saves a state. It handles its own errors, because training continues if the disk is
  ///     full.
  /// - Throws: the error of a step. The state before it is saved, except if training diverged: the
  ///   weights may have degraded before, and the files on disk may still be good.
  public func run(
    _ trainer: Trainer, shouldStop: () -> Bool, report: (LossTerms) -> Void,
    save: (TrainingState) -> Void
  ) throws -> StopReason {
    let start = ContinuousClock.now
    var lastSave = start
    func saveState() {
      trainer.setDuration(seconds: (ContinuousClock.now - start) / .seconds(1))
      save(trainer.state)
      lastSave = .now
    }
    var savesAtEnd = false
    defer { if savesAtEnd { saveState() } }
    while !trainer.isDone {
      do { report(try trainer.step()) } catch TrainingError.diverged(let step) {
        savesAtEnd = false
        throw TrainingError.diverged(step: step)
      }
      savesAtEnd = true
      if shouldStop() { return .stopped }
      if let timeLimit, .now - start >= timeLimit { return .timeLimit }
      if .now - lastSave >= saveInterval { saveState() }
    }
    return .completed
  }
}
