// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization

/// One of the six trainings of Figure 1: begun, or gone on with where its files say it was.
///
/// The losses are written before the checkpoint, and what they have beyond it is forgotten, so that
/// a training that is killed at any time goes on bit for bit.
public final class FigureTraining {
  /// The losses so far.
  public private(set) var curve: LossCurve
  /// Where it stands.
  public private(set) var state: TrainingState
  private let files: FigureFiles
  private let description: NetworkDescription
  /// A network is saved after so many steps each, and after the last.
  private let every: Int

  /// Losses are written after so many steps each.
  private static let linesAtOnce = 10

  /// Finds out where a training stands. - Parameter fresh: its beginning, and what it is.
  /// - Throws: `TrainingError.foreignCheckpoint` for files of another training, or losses without
  ///   the checkpoint that goes with them.
  public init(
    _ files: FigureFiles, _ description: NetworkDescription, fresh: TrainingState,
    every: Int = 1000
  ) throws {
    precondition(every > 0, "a network every \(every) steps")
    (self.files, self.description, self.every) = (files, description, every)
    FileContents.removeLeftovers(beside: files.losses)
    (state, curve) = (fresh, try files.curve())
    let steps = fresh.record.plan.schedule.steps
    let record = try files.state.recorded()
    if let record {
      try Self.check(record, is: fresh.record)
      // Nothing but losses and record is needed of what is done.
      if record.step >= steps, curve.steps >= steps { state.record = record }
    }
    if !isDone { try resume(from: fresh, isRecorded: record != nil) }
  }

  /// Whether all steps are done.
  public var isDone: Bool { state.step >= state.record.plan.schedule.steps }

  private func resume(from fresh: TrainingState, isRecorded: Bool) throws {
    let checkpoint = files.state.checkpoint
    // One that was killed before all was saved once begins anew.
    if !isRecorded, !FileManager.default.fileExists(atPath: checkpoint) {
      curve = LossCurve()
      return
    }
    state = try TrainingFiles.state(checkpoint: checkpoint)
    try Self.check(state.record, is: fresh.record)
    guard curve.steps >= state.step else {
      throw TrainingError.foreignCheckpoint(
        "it is of step \(state.step), and ‘\(files.losses)’ has \(curve.steps) steps")
    }
    // Refuses tensors that are not the network's.
    _ = try Network(description, state.parameters)
    curve.cut(to: state.step)
    state.record.plan.schedule.steps = fresh.record.plan.schedule.steps
  }

  /// All but the steps must be as it was: a rate that stays knows nothing of the end.
  private static func check(
    _ found: TrainingRecord, is wanted: TrainingRecord
  ) throws(TrainingError) {
    var plan = found.plan
    plan.schedule.steps = wanted.plan.schedule.steps
    guard found.task == wanted.task, found.styles == wanted.styles, found.data == wanted.data,
      plan == wanted.plan
    else {
      throw .foreignCheckpoint(
        "it is \(summary(found)), and not \(summary(wanted)); another --output begins anew")
    }
  }

  private static func summary(_ record: TrainingRecord) -> String {
    let data = record.data.map { "\($0.drawn) pictures of \($0.name)" }
    return ([record.task] + record.styles + data).joined(separator: ", ")
  }

  /// Steps to the end of the plan or of the stretch.
  /// - Parameters:
  ///   - report: told after each step.
  ///   - say: takes a sentence about what cannot be saved; the training goes on.
  /// - Throws: what a step throws, and what could not be saved at last.
  public func run(
    _ objective: any TrainingObjective, _ loop: TrainingLoop, command: String,
    isStopped: () -> Bool,
    report: (LossTerms) -> Void, say: (String) -> Void
  ) throws -> TrainingLoop.End {
    state.record.begin(command: command)
    let trainer = Trainer(objective, from: state)
    var (failure, said): ((any Error)?, String?)
    func attempt(_ save: () throws -> Void) -> (any Error)? {
      do { try save() } catch {
        // A full disk is told once, and not at every tenth step.
        if said != "\(error)" { say("\(error)") }
        said = "\(error)"
        return error
      }
      return nil
    }
    let end = try loop.run(
      trainer, isStopped: isStopped,
      report: { losses in
        curve.add(losses)
        _ = attempt { try saveStep(trainer.state) }
        report(losses)
      },
      save: { state in failure = attempt { try save(state) } })
    if let failure { throw failure }
    return end
  }

  /// What is written after a step: some steps' losses at once, and sometimes the network.
  private func saveStep(_ state: TrainingState) throws {
    if state.step % every == 0 || state.step == state.record.plan.schedule.steps {
      try files.network(at: state.step).saveWeights(state, of: description)
    }
    if state.step % Self.linesAtOnce == 0 { try files.write(curve, isSynced: false) }
  }

  private func save(_ state: TrainingState) throws {
    self.state = state
    try files.write(curve, isSynced: true)
    try files.state.saveCheckpoint(state)
    try files.state.saveRecord(state)
  }
}
