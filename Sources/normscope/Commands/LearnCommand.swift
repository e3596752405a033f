// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import FileIO
import Stylization
import Training

/// Command `learn`: adds a style to a multi-style network.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Add a style to a network: trains only γ and β of a new row.",
    discussion: """
      Convolutions and existing styles stay constant. Losses are computed with VGG-19 (normscope \
      networks install vgg19). The new style is the last one. It is stored in the user's data directory \
      and available to all commands that give the network by name, and to the explorer; with -o, a \
      network that contains it is written instead. Ctrl-C saves the current state.

      Example:
        normscope learn painting.jpg --network multistyle
        normscope apply photo.jpg --network multistyle --style-index 12 -o result.png
      """)

  @Argument(help: ArgumentHelp("Style picture.", valueName: "STYLE"))
  var style: String
  @Option(help: ArgumentHelp("Name of a network, or its file.", valueName: "NAME"))
  var network: String
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Content pictures: files, folders or quoted glob patterns (default: the bundled ones).",
      valueName: "PATH"))
  var content: [String] = []
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Output file for a network that contains the style.", valueName: "NAME.safetensors"))
  var output: String?
  @Option(help: ArgumentHelp("Number of steps.", valueName: "N"))
  var steps = Hyperparameters.singleStyle.schedule.steps
  @Option(help: ArgumentHelp("Save and stop after this many minutes.", valueName: "M"))
  var minutes: Double?

  func validate() throws {
    if let output, !output.hasSuffix(TrainingFiles.weightsExtension) {
      throw ValidationError(
        "-o \(output): the file name must end in \(TrainingFiles.weightsExtension)")
    }
    guard output != nil || !NetworkLibrary.isPath(network) else {
      throw ValidationError(
        "-o is needed because --network is a file; styles are stored only for named networks")
    }
    guard (1...100_000).contains(steps) else {
      throw ValidationError("--steps \(steps): must be between 1 and 100000")
    }
    try TrainOptions.check(minutes: minutes)
  }

  func run() throws {
    if let output {
      guard FileKind(output) == .nothing || FileIdentity(output) == FileIdentity(network) else {
        throw UsageError("‘\(output.printable)’ already exists; choose another name for -o")
      }
      try OutputFolder.check(output)
    }
    let contents = try TrainingPictures.photographs(content)
    var hyperparameters = Hyperparameters.singleStyle
    hyperparameters.schedule.steps = steps
    let learning = try StyleTraining(
      of: style, by: network, contents: contents, hyperparameters: hyperparameters
    ) { StandardError.report($0) }
    let (stop, report) = (StopSignal(), TrainingReport(step: 0, of: steps))
    defer { report.close() }
    try learning.run(
      to: output, minutes: minutes, shouldStop: { stop.isSet },
      report: { report.add($0, skipped: learning.trainer.state.record.skipped) })
  }
}
