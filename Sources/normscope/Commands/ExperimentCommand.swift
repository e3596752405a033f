// SPDX-License-Identifier: MIT

import ArgumentParser

/// Repeats experiments of papers on this machine.
struct ExperimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Repeat an experiment of a paper on this machine.",
    subcommands: [ExperimentFigure1Command.self])
}
