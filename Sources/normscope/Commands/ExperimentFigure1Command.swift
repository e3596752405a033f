// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import FileIO
import Foundation
import Networks
import Training

/// Command `experiment`: reproduces experiments from papers.
struct ExperimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Reproduce an experiment from a paper.",
    subcommands: [ExperimentFigure1Command.self])
}

extension Figure1Condition: ExpressibleByArgument {}

/// Command `experiment figure1`: reproduces Figure 1 of the AdaIN paper, which shows that instance
/// normalization speeds up style training.
struct ExperimentFigure1Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure1",
    abstract: "Train BN and IN networks on original, contrast- and style-normalized photographs.",
    discussion: """
      Reproduces Figure 1 of Huang and Belongie 2017 with six trainings of Johnson's network at half \
      width for one style: 4 crops of 128 pixels per step, Adam with learning rate 0.001, batch and \
      instance normalization. Crops are used as they are (original), with the histogram of their luma \
      equalized (contrast), or restyled by another network (style). All trainings start from the same \
      weights and see the same crops in the same order. Losses are those of train transfer, computed \
      with VGG-19 (normscope networks install vgg19).

      Files of each training, for example style-batch: .csv with the style and content loss of every \
      step, .json with the training record, .checkpoint, and the network after every 1000 steps. \
      Losses are written every 10 steps, everything else every five minutes and at Ctrl-C. The same \
      command resumes bit for bit and skips completed trainings; a larger --steps extends them. At \
      the end it prints the mean style loss of the last tenth of the steps and the paper's ratios. \
      The explorer's Lab page shows the curves.

      Examples:
        normscope experiment figure1 --content photos --minutes 60
        normscope experiment figure1 --condition original --steps 1000
        normscope explore --lab FOLDER
      """)

  @Option(help: ArgumentHelp("Steps of each training.", valueName: "N"))
  var steps = 5000
  @Option(help: ArgumentHelp("Style picture (default: a bundled mosaic).", valueName: "PICTURE"))
  var style: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Photographs: files, folders or quoted glob patterns (default: the bundled ones).",
      valueName: "PATH"))
  var content: [String] = []
  @Option(
    help: ArgumentHelp("Name of a network that restyles crops, or its file.", valueName: "NAME"))
  var restyle = "compact"
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Output folder (default: ~/.local/share/normscope/figure1; see XDG_DATA_HOME).",
      valueName: "FOLDER"))
  var output: String?
  @Option(help: ArgumentHelp("Save and stop after this many minutes.", valueName: "M"))
  var minutes: Double?
  @Option(help: "Run only this condition.")
  var condition: Figure1Condition?
  @Option(help: "Run only this normalization.")
  var norm: NetworkDescription.FeedForwardNorm?
  @Flag(help: "Draw the curves on a logarithmic axis.")
  var log = false

  func validate() throws {
    guard (1...1_000_000).contains(steps) else {
      throw ValidationError("--steps \(steps): must be between 1 and 1000000")
    }
    try TrainOptions.check(minutes: minutes)
  }

  /// Data set name of the bundled photographs. It is part of stored records, and a training resumes
  /// only if its record has the same name.
  private static let bundledDataset = "bundled photographs"

  func run() throws {
    let contents = try TrainingPictures.photographs(content)
    let setup = Figure1Setup(
      style: try style ?? Figure1Setup.bundledStyle(Figure1Setup.defaultStyle),
      contents: contents,
      contentsName: content.isEmpty ? Self.bundledDataset : TrainingPictures.name(content),
      restyle: restyle, steps: steps)
    try Figure1Experiment(
      setup: setup, folder: folder(), runs: runs,
      timeLimit: minutes.map { .seconds(60 * $0) }, isLogarithmic: log
    ).run()
  }

  private var runs: [Figure1Variant] {
    Figure1Variant.all.filter {
      (condition ?? $0.condition) == $0.condition && (norm ?? $0.norm) == $0.norm
    }
  }

  private func folder() throws -> String {
    if let output { return output }
    guard let folder = UserDirectories(ProcessParameters.environment).figure else {
      throw UsageError("no data directory: set HOME or XDG_DATA_HOME, or give a folder to --output")
    }
    return folder
  }
}
