// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Training

/// Runs the trainings of Figure 1 one after another, and says what they came to.
struct FigureExperiment {
  let setting: FigureSetting
  let folder: String
  let runs: [FigureRun]
  let limit: Duration?
  let isLogarithmic: Bool

  /// All that is not done yet, to the end, the end of the time or Ctrl-C.
  func run() throws {
    try UserDirectories.make(folder)
    let trainings = try runs.map { run in
      (
        run,
        try FigureTraining(
          FigureFiles(run, in: folder), run.network(), fresh: setting.beginning(of: run))
      )
    }
    if trainings.contains(where: { !$0.1.isDone }) { try train(trainings) }
    try StandardOutput.print(table().text)
  }

  private func train(_ trainings: [(FigureRun, FigureTraining)]) throws {
    let (stop, start) = (StopSignal(), ContinuousClock.now)
    let lossNetwork = try LossNetwork.installed()
    let target = try setting.target(lossNetwork)
    for (run, training) in trainings where !training.isDone {
      let left = limit.map { $0 - (ContinuousClock.now - start) }
      if stop.isSet || left.map({ $0 <= .zero }) ?? false { break }
      let report = FigureReport(
        run, training.curve, try FigureFiles(run.other, in: folder).curve(), of: setting.steps,
        isLogarithmic: isLogarithmic)
      let objective = try setting.objective(run, lossNetwork, target, say: report.say)
      defer { report.close() }
      let end = try training.run(
        objective, TrainingLoop(limit: left), command: TrainingSession.command,
        isStopped: { stop.isSet }, report: report.add, say: report.say)
      if end != .done { break }
    }
    if trainings.contains(where: { !$0.1.isDone }) {
      StandardError.print("normscope: not all is done; the same command goes on")
    }
  }

  /// The table of all that is in the folder, of earlier commands too.
  private func table() throws -> FigureTable {
    let curves = try FigureRun.all.map { ($0, try FigureFiles($0, in: folder).curve()) }
    return FigureTable(Dictionary(uniqueKeysWithValues: curves), steps: setting.steps)
  }
}
