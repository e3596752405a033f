// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Settings
import Training

/// One invocation of a `train` command: trains, reports progress and saves.
struct TrainingSession {
  let options: TrainOptions
  let description: NetworkDescription
  /// Metadata of the weights file.
  var metadata = TrainingFiles.metadata
  /// Returns the contact sheet for a network; called if --sheet is given.
  let contactSheet: (Network) throws -> ContactSheet

  /// Trains to the last step, the time limit or Ctrl-C, and prints the command that resumes.
  func run(_ trainer: Trainer) throws {
    let (stop, files) = (StopSignal(), TrainingFiles(weightsPath: options.output))
    let steps = trainer.state.record.hyperparameters.schedule.steps
    let report = TrainingReport(step: trainer.state.step, of: steps)
    let loop = TrainingLoop(timeLimit: options.minutes.map { .seconds(60 * $0) })
    var (saveError, sheetError): ((any Error)?, (any Error)?) = (nil, nil)
    defer { report.close() }
    trainer.warn = report.message
    let reason = try loop.run(
      trainer, shouldStop: { stop.isSet },
      report: { report.add($0, skipped: trainer.state.record.skipped) },
      save: { state in
        do {
          (saveError, sheetError) = (nil, nil)
          try files.save(state, of: description, metadata: metadata)
        } catch {
          saveError = error
          report.message("\(error)")
        }
        do { try writeSheet(state) } catch {
          report.message("\(error)")
          sheetError = error
        }
      })
    // The error itself has been reported; this one sets the exit status.
    if saveError != nil {
      let hasCheckpoint = FileKind(files.checkpointPath) != .nothing
      throw UsageError(
        "the last steps are not saved"
          + (hasCheckpoint ? "; resume from the last save with: \(resumeCommand(files))" : ""))
    }
    if reason != .completed {
      report.message(
        "\(trainer.state.step) of \(steps) steps completed; resume with: \(resumeCommand(files))")
    }
    if let sheetError {
      throw UsageError("training is saved, but not the contact sheet of --sheet: \(sheetError)")
    }
  }

  private func writeSheet(_ state: TrainingState) throws {
    guard let path = options.sheet else { return }
    try contactSheet(Network(description, state.parameters)).picture.write(to: path)
  }

  /// Returns the command line that resumes: this one with `--from CHECKPOINT`, without the options
  /// that only apply to a start.
  private func resumeCommand(_ files: TrainingFiles) -> String {
    var arguments = ProcessParameters.arguments
    for option in ["--from", "--tail"] {
      if let index = arguments.firstIndex(of: option) {
        arguments.removeSubrange(index..<index + 2)
      }
      arguments.removeAll { $0.hasPrefix(option + "=") }
    }
    arguments.removeAll { $0 == "--revive" }
    // A path that begins with a dash would be parsed as an option.
    let path = files.checkpointPath
    arguments += path.hasPrefix("-") ? ["--from=" + path] : ["--from", path]
    return (["normscope"] + arguments).map(ShellText.quotedPrintable).joined(separator: " ")
  }

  /// The current command line for training records, with paths shortened to their last component.
  static var command: String {
    let arguments = ProcessParameters.arguments.map(\.lastPathComponent)
    return (["normscope"] + arguments).map(ShellText.quotedPrintable).joined(separator: " ")
  }
}
