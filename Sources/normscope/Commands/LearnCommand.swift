// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import FileIO
import Stylization
import Training

/// Teaches a network with styles of its own one more.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Teach a network one more style: only γ and β of a new row.",
    discussion: """
      The convolutions stay as they are, and the styles that there were. Losses are measured by VGG-19 \
      (normscope networks install vgg19). The new style is the last. It is kept beside the network's \
      file, for all commands that name the network, and for the explorer; -o writes a network with it \
      instead. Ctrl-C saves what was learned so far.

      Example:
        normscope learn painting.jpg --network multistyle
        normscope apply photo.jpg --network multistyle --style-index 12 -o result.png
      """)

  @Argument(help: ArgumentHelp("The style.", valueName: "STYLE"))
  var style: String
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Photographs; those that come along by default.", valueName: "PATH"))
  var content: [String] = []
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("A file for the network with the style.", valueName: "NAME.safetensors"))
  var output: String?
  @Option(help: ArgumentHelp("Steps.", valueName: "N"))
  var steps = TrainingPlan.oneStyle.schedule.steps
  @Option(help: ArgumentHelp("Save and end after so long.", valueName: "M"))
  var minutes: Double?

  func validate() throws {
    guard output?.hasSuffix(TrainingFiles.ending) ?? true else {
      throw ValidationError("-o needs a name that ends in \(TrainingFiles.ending)")
    }
    guard output != nil || !NetworkLibrary.isPath(network) else {
      throw ValidationError("-o is needed where --network is a file: styles are kept for names")
    }
    guard (1...100_000).contains(steps) else {
      throw ValidationError("--steps \(steps): 1 to 100000 are possible")
    }
    try TrainOptions.check(minutes: minutes)
  }

  func run() throws {
    if let output {
      guard FileKind(output) == .nothing || FileIdentity(output) == FileIdentity(network) else {
        throw UsageError("‘\(output.printable)’ is there already; -o needs another name")
      }
      try OutputFolder.check(output)
    }
    let contents = content.isEmpty ? AssetFolder.photographs() : try FileList(content).paths
    guard !contents.isEmpty else { throw UsageError("--content names no photographs") }
    var plan = TrainingPlan.oneStyle
    plan.schedule.steps = steps
    let learning = try StyleLearning(of: style, by: network, contents: contents, plan: plan) {
      StandardError.print("normscope: \($0)")
    }
    let (stop, report) = (StopSignal(), TrainingReport(step: 0, of: steps))
    defer { report.close() }
    try learning.run(
      to: output, minutes: minutes, isStopped: { stop.isSet }, report: report.add)
  }
}
