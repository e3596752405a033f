// SPDX-License-Identifier: MIT

import ArgumentParser
import Training

/// Command `evaluate`: measures the content and style losses of a network.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure the content and style losses of a network with VGG-19.",
    discussion: """
      VGG-19 (normscope networks install vgg19) is scaled to a mean activation of 1 per channel. \
      Content: mean squared error to the content at relu4_1. Style: sum over relu1_1, relu2_1, \
      relu3_1 and relu4_1 of the mean squared differences of means and deviations to the style. \
      Unmodified: the style loss of the content without stylization, for comparison. Results are means \
      over all pairs of content and style; values that are not finite are reported and left out.

      For a network with a fixed set of styles, --style gives the pictures it was trained with, in \
      the same order.

      Example:
        normscope evaluate --network compact --content photos --style paintings --json
      """)

  @Option(help: ArgumentHelp("Name of a network, or its file.", valueName: "NAME"))
  var network: String
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Contents: files, folders or quoted glob patterns.", valueName: "PATH"))
  var content: [String]
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Styles: files, folders or quoted glob patterns.", valueName: "PATH"))
  var style: [String]
  @Option(help: ArgumentHelp("Longest side of pictures.", valueName: "PIXELS"))
  var size = 512
  @Flag(help: "Print JSON instead of a table.")
  var json = false

  func validate() throws { try OptionCheck.size(size) }

  func run() throws {
    let (contents, styles) = (try FileList(content).paths, try FileList(style).paths)
    let evaluation = try NetworkEvaluation(
      network: network, size: size, lossNetwork: try LossNetwork.installed())
    let report = try evaluation.run(contents, styles)
    try StandardOutput.print(json ? JSONText.encode(report) : report.table)
  }
}
