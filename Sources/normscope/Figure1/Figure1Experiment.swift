// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Training

/// Runs the trainings of Figure 1 one after another and prints the table of results.
struct Figure1Experiment {
  let setup: Figure1Setup
  let folder: String
  let runs: [Figure1Variant]
  let timeLimit: Duration?
  let isLogarithmic: Bool

  /// Runs all incomplete trainings to the end, the time limit or Ctrl-C.
  func run() throws {
    try UserDirectories.make(folder)
    let trainings = try runs.map { run in
      (
        run,
        try Figure1Training(
          Figure1Files(run, in: folder), run.network(), initialState: setup.initialState(of: run))
      )
    }
    if trainings.contains(where: { !$0.1.isDone }) { try train(trainings) }
    try StandardOutput.print(table().text)
  }

  private func train(_ trainings: [(Figure1Variant, Figure1Training)]) throws {
    let (stop, start) = (StopSignal(), ContinuousClock.now)
    let lossNetwork = try LossNetwork.installed()
    let target = try setup.target(lossNetwork)
    for (run, training) in trainings where !training.isDone {
      let timeLeft = timeLimit.map { $0 - (ContinuousClock.now - start) }
      if stop.isSet || timeLeft.map({ $0 <= .zero }) ?? false { break }
      let report = Figure1Report(
        run, training.curve, try Figure1Files(run.counterpart, in: folder).curve(),
        of: setup.steps, isLogarithmic: isLogarithmic)
      let objective = try setup.objective(run, lossNetwork, target, warn: report.message)
      defer { report.close() }
      let reason = try training.run(
        objective, TrainingLoop(timeLimit: timeLeft), command: TrainingSession.command,
        shouldStop: { stop.isSet }, report: report.add, warn: report.message)
      if reason != .completed { break }
    }
    if trainings.contains(where: { !$0.1.isDone }) {
      StandardError.report("not all trainings are complete; repeat the command to resume")
    }
  }

  /// Table of all trainings in the folder, including those of earlier invocations.
  private func table() throws -> Figure1Table {
    let curves = try Figure1Variant.all.map { ($0, try Figure1Files($0, in: folder).curve()) }
    return Figure1Table(Dictionary(uniqueKeysWithValues: curves), steps: setup.steps)
  }
}
