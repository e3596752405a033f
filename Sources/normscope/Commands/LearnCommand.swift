// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import Training

/// Teaches a network with styles of its own one more.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Teach a network one more style: only γ and β of a new row.",
    discussion: """
      The convolutions stay as they are, and the styles that there were. Losses are measured by VGG-19 \
      (normscope networks install vgg19). The new style is the last.

      Example:
        normscope learn painting.jpg --network multistyle -o more.safetensors
        normscope apply photo.jpg --network more.safetensors --style-index 12 -o result.png
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
    name: [.short, .long], help: ArgumentHelp("The network.", valueName: "NAME.safetensors"))
  var output: String
  @Option(help: ArgumentHelp("Steps.", valueName: "N"))
  var steps = 300
  @Option(help: ArgumentHelp("Save and end after so long.", valueName: "M"))
  var minutes: Double?

  func validate() throws {
    guard output.hasSuffix(TrainingFiles.ending) else {
      throw ValidationError("-o needs a name that ends in \(TrainingFiles.ending)")
    }
    guard (1...100_000).contains(steps) else {
      throw ValidationError("--steps \(steps): 1 to 100000 are possible")
    }
    guard minutes.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--minutes needs a number above 0")
    }
  }

  func run() throws {
    let contents = content.isEmpty ? AssetFolder.photographs() : try FileList(content).paths
    guard !contents.isEmpty else { throw UsageError("--content names no photographs") }
    let plan = TrainingPlan(
      batch: 2, crop: 136, seed: 1,
      schedule: Schedule(.cosine, rate: 2e-2, floor: 1e-3, steps: steps))
    try StyleLearning(
      file: NetworkFile(NetworkShelf().path(of: network)), style: style, contents: contents,
      plan: plan
    ).run(to: output, minutes: minutes)
  }
}
