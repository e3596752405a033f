// SPDX-License-Identifier: MIT

import ArgumentParser
import Training

/// Measures how well a network keeps contents and takes on styles.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure content and style of what a network makes, by VGG-19.",
    discussion: """
      VGG-19 (normscope networks install vgg19) is scaled to a mean activation of 1 in each channel. \
      Content is the mean squared difference at relu4_1 from the content's; style the sum, over \
      relu1_1, relu2_1, relu3_1 and relu4_1, of those of means and deviations from the style's. \
      Figures are means over all contents in all styles.

      For a network with styles of its own, --style names the pictures it learned, in their order.

      Example:
        normscope evaluate --network compact --content photos --style paintings --json
      """)

  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Pictures, folders or patterns.", valueName: "PATH"))
  var content: [String]
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Pictures, folders or patterns.", valueName: "PATH"))
  var style: [String]
  @Option(help: ArgumentHelp("The longest side of all pictures.", valueName: "PIXELS"))
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
