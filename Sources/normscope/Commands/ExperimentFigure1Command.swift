// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import FileIO
import Foundation
import Networks
import Training

extension FigureCondition: ExpressibleByArgument {}

/// Repeats Figure 1 of the AdaIN paper: why instance normalization learns a style faster.
struct ExperimentFigure1Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure1",
    abstract: "Train BN and IN nets on original, contrast- and style-normalized photographs.",
    discussion: """
      Figure 1 of Huang and Belongie 2017. Six trainings of Johnson's network of half width for one \
      style, 4 squares of 128 pixels a step, Adam at 0.001: batch and instance normalization, each on \
      squares as they are (original), with the histogram of each's luma equalized (contrast), \
      and after a network of another style (style). All begin with the same weights and see the same \
      squares in the same order. Losses are those of train transfer, measured by VGG-19 (normscope \
      networks install vgg19).

      In the folder are for each, such as style-batch: .csv with style and content of every step, \
      .json with how it was trained, .checkpoint, and the network after every 1000 steps. Losses are \
      written every 10 steps, the rest every five minutes and at Ctrl-C. The same command goes on \
      where it was, bit for bit, and does not repeat what is done; more --steps lengthen it. At the \
      end stands the mean style loss of the last tenth of the steps, beside the paper's ratios. The \
      explorer's Lab page shows the curves.

      Examples:
        normscope experiment figure1 --content photos --minutes 60
        normscope experiment figure1 --content photos --condition original --steps 1000
        normscope explore --lab FOLDER
      """)

  @Option(help: ArgumentHelp("Steps of each training.", valueName: "N"))
  var steps = 5000
  @Option(help: ArgumentHelp("The style; a mosaic by default.", valueName: "PICTURE"))
  var style: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Photographs: pictures, folders or patterns; by default the five that come along.",
      valueName: "PATH"))
  var content: [String] = []
  @Option(help: ArgumentHelp("What gives photographs another style.", valueName: "NETWORK"))
  var restyle = "compact"
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder; by default ~/.local/share/normscope/figure1 (XDG_DATA_HOME).",
      valueName: "FOLDER"))
  var output: String?
  @Option(help: ArgumentHelp("Save and end after so long.", valueName: "M"))
  var minutes: Double?
  @Option(help: "original, contrast or style: these photographs alone.")
  var condition: FigureCondition?
  @Option(help: "batch or instance: this normalization alone.")
  var norm: NetworkDescription.TransferNorm?
  @Flag(help: "Draw the curves on a logarithmic axis.")
  var log = false

  func validate() throws {
    guard (1...1_000_000).contains(steps) else {
      throw ValidationError("--steps \(steps): 1 to 1000000 are possible")
    }
    try TrainOptions.check(minutes: minutes)
  }

  func run() throws {
    let contents = content.isEmpty ? AssetFolder.photographs() : try FileList(content).paths
    guard !contents.isEmpty else { throw UsageError("--content names no photographs") }
    let setting = FigureSetting(
      style: try style ?? FigureSetting.shipped(FigureSetting.usualStyle), contents: contents,
      contentsName: content.isEmpty
        ? "the photographs that come along" : TrainingFolder.name(content),
      restyle: restyle, steps: steps)
    try FigureExperiment(
      setting: setting, folder: folder(), runs: runs,
      limit: minutes.map { .seconds(60 * $0) }, isLogarithmic: log
    ).run()
  }

  private var runs: [FigureRun] {
    FigureRun.all.filter {
      (condition ?? $0.condition) == $0.condition && (norm ?? $0.norm) == $0.norm
    }
  }

  private func folder() throws -> String {
    if let output { return output }
    guard let folder = UserDirectories(ProcessInfo.processInfo.environment).figure else {
      throw UsageError("there is no home for it: --output, HOME or XDG_DATA_HOME names a folder")
    }
    return folder
  }
}
