// SPDX-License-Identifier: MIT

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
  /// - Throws: the error of a step. The state before it is saved if this loop completed a step.
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
      report(try trainer.step())
      savesAtEnd = true
      if shouldStop() { return .stopped }
      if let timeLimit, .now - start >= timeLimit { return .timeLimit }
      if .now - lastSave >= saveInterval { saveState() }
    }
    return .completed
  }
}
