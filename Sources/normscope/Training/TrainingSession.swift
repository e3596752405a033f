// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Settings
import Training

/// A stretch of a training as the command line runs it.
struct TrainingSession {
  let options: TrainOptions
  let description: NetworkDescription
  /// What is said of the weights in their file.
  var metadata = TrainingFiles.metadata
  /// Makes a sheet of what the network does by now, where one is asked for.
  let sheet: (Network) throws -> ContactSheet

  /// Runs to the end of the plan, of the time, or to Ctrl-C, and says how to go on.
  func run(_ trainer: Trainer) throws {
    let (stop, files) = (StopSignal(), TrainingFiles(weights: options.output))
    let steps = trainer.state.record.plan.schedule.steps
    let report = TrainingReport(step: trainer.state.step, of: steps)
    let loop = TrainingLoop(limit: options.minutes.map { .seconds(60 * $0) })
    var (failure, isDrawn): ((any Error)?, Bool) = (nil, true)
    defer { report.close() }
    let end = try loop.run(
      trainer, isStopped: { stop.isSet }, report: report.add,
      save: { state in
        do {
          (failure, isDrawn) = (nil, true)
          try files.save(state, of: description, metadata: metadata)
        } catch {
          failure = error
          report.say("\(error)")
        }
        do { try drawSheet(state) } catch {
          report.say("\(error)")
          isDrawn = false
        }
      })
    // It was said before; the exit says that not all is on the disk.
    if failure != nil {
      let isThere = FileKind(files.checkpoint) != .nothing
      throw UsageError(
        "what was learned last is not saved"
          + (isThere ? "; this goes on from what is: \(next(files))" : ""))
    }
    if end != .done {
      report.say("\(trainer.state.step) of \(steps) steps are done; this goes on: \(next(files))")
    }
    guard isDrawn else { throw UsageError("all is saved but for the sheet of pictures") }
  }

  private func drawSheet(_ state: TrainingState) throws {
    guard let path = options.sheet else { return }
    try sheet(Network(description, state.parameters)).picture.write(to: path)
  }

  /// The command line that goes on: without what said where to begin.
  private func next(_ files: TrainingFiles) -> String {
    var words = CommandLine.arguments.dropFirst().map { $0 }
    for option in ["--from", "--tail"] {
      if let place = words.firstIndex(of: option) { words.removeSubrange(place..<place + 2) }
      words.removeAll { $0.hasPrefix(option + "=") }
    }
    words.removeAll { $0 == "--revive" }
    // A name that begins with a dash would be an option.
    let path = files.checkpoint
    words += path.hasPrefix("-") ? ["--from=" + path] : ["--from", path]
    return (["normscope"] + words).map(ShellText.quoted)
      .joined(separator: " ")
  }

  /// What was typed, without the folders that things are in.
  static var command: String {
    let words = CommandLine.arguments.dropFirst().map { word in
      word.split(separator: "/").last.map(String.init) ?? word
    }
    return (["normscope"] + words).map(ShellText.quoted).joined(separator: " ")
  }
}
