// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization

/// One of the six trainings of Figure 1, new or resumed from its files.
///
/// Losses are written before the checkpoint, and entries after the checkpoint's step are removed on
/// resume, so a training that is killed at any time resumes bit for bit.
public final class Figure1Training {
  /// Losses so far.
  public private(set) var curve: LossCurve
  /// State at the last save.
  public private(set) var state: TrainingState
  private let files: Figure1Files
  private let description: NetworkDescription
  /// Number of steps between two saved networks. The last step's network is always saved.
  private let networkInterval: Int

  /// Number of steps between two writes of the CSV file.
  private static let csvInterval = 10

  /// Loads the state of a training, if any.
  /// - Parameter initialState: the state of a new training; stored files must match its record.
  /// - Throws: `TrainingError.invalidCheckpoint` for files of another training, or for a checkpoint
  ///   without its losses.
  public init(
    _ files: Figure1Files, _ description: NetworkDescription, initialState: TrainingState,
    networkInterval: Int = 1000
  ) throws {
    precondition(networkInterval > 0, "a network every \(networkInterval) steps")
    (self.files, self.description) = (files, description)
    self.networkInterval = networkInterval
    FileContents.removeLeftovers(beside: files.lossesPath)
    (state, curve) = (initialState, try files.curve())
    let steps = initialState.record.hyperparameters.schedule.steps
    let record = try files.trainingFiles.storedRecord()
    if let record {
      try Self.check(record, of: files.trainingFiles.recordPath, matches: initialState.record)
      // A completed training needs its losses and record, but no checkpoint.
      if record.step >= steps, curve.steps >= steps { state.record = record }
    }
    if !isDone { try resume(from: initialState, hasRecord: record != nil) }
  }

  /// Whether all planned steps are completed.
  public var isDone: Bool { state.step >= state.record.hyperparameters.schedule.steps }

  private func resume(from initialState: TrainingState, hasRecord: Bool) throws {
    let checkpoint = files.trainingFiles.checkpointPath
    // A training that was killed before its first save starts over.
    if !hasRecord, FileKind(checkpoint) == .nothing {
      curve = LossCurve()
      return
    }
    state = try TrainingFiles.state(checkpoint: checkpoint)
    try Self.check(state.record, of: checkpoint, matches: initialState.record)
    guard curve.steps >= state.step else {
      throw TrainingError.invalidCheckpoint(
        checkpoint,
        .missingLosses(step: state.step, path: files.lossesPath, count: curve.steps))
    }
    // Validates the names and shapes of the tensors.
    _ = try Network(description, state.parameters)
    curve.truncate(to: state.step)
    state.record.hyperparameters.schedule.steps = initialState.record.hyperparameters.schedule.steps
  }

  /// Compares everything but the number of steps, which a constant learning rate does not depend
  /// on.
  private static func check(
    _ stored: TrainingRecord, of path: String, matches expected: TrainingRecord
  ) throws(TrainingError) {
    var hyperparameters = stored.hyperparameters
    hyperparameters.schedule.steps = expected.hyperparameters.schedule.steps
    guard stored.task == expected.task, stored.styles == expected.styles,
      stored.data == expected.data, hyperparameters == expected.hyperparameters
    else {
      throw .invalidCheckpoint(
        path, .otherTraining(found: summary(stored), expected: summary(expected)))
    }
  }

  private static func summary(_ record: TrainingRecord) -> String {
    let data = record.data.map { "\($0.training) pictures of \($0.name)" }
    return ([record.task] + record.styles + data).joined(separator: ", ")
  }

  /// Trains to the last step or until the loop stops.
  /// - Parameters:
  ///   - report: called with the losses of each step.
  ///   - warn: called with a message about a file that cannot be saved or a skipped batch; training
  ///     continues.
  /// - Throws: the error of a step, or of the last save.
  public func run(
    _ objective: any TrainingObjective, _ loop: TrainingLoop, command: String,
    shouldStop: () -> Bool,
    report: (LossTerms) -> Void, warn: @escaping (String) -> Void
  ) throws -> TrainingLoop.StopReason {
    state.record.beginInvocation(command: command)
    let trainer = Trainer(objective, from: state)
    trainer.warn = warn
    var (saveError, lastWarning): ((any Error)?, String?)
    func attempt(_ save: () throws -> Void) -> (any Error)? {
      do { try save() } catch {
        // A full disk is reported once, not every tenth step.
        if lastWarning != "\(error)" { warn("\(error)") }
        lastWarning = "\(error)"
        return error
      }
      return nil
    }
    let reason = try loop.run(
      trainer, shouldStop: shouldStop,
      report: { losses in
        curve.append(losses)
        _ = attempt { try saveStep(trainer.state) }
        report(losses)
      },
      save: { state in saveError = attempt { try save(state) } })
    if let saveError { throw saveError }
    return reason
  }

  /// Writes the network and the losses if they are due at this step.
  private func saveStep(_ state: TrainingState) throws {
    if state.step % networkInterval == 0
      || state.step == state.record.hyperparameters.schedule.steps
    {
      try files.networkFiles(at: state.step).saveWeights(state, of: description)
    }
    if state.step % Self.csvInterval == 0 { try files.write(curve, isSynced: false) }
  }

  private func save(_ state: TrainingState) throws {
    self.state = state
    try files.write(curve, isSynced: true)
    try files.trainingFiles.saveCheckpoint(state)
    try files.trainingFiles.saveRecord(state)
  }
}
