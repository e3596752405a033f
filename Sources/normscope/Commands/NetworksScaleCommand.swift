// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Stylization

/// Scales an encoder so that losses and maps of different layers can be compared.
struct NetworksScaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Make an encoder whose channels all have the mean activation 1.",
    discussion: """
      Each channel o of a convolution is multiplied by s[o] = 1 / (its mean activation over the \
      pictures), and the next convolution's weights for it are divided by s[o], so that the network \
      computes the same up to the scales: vgg_normalised is VGG-19 made so. Without pictures the \
      scales of VGG-19 that come along are taken, which go to relu4_1.

      Examples:
        normscope networks scale vgg19 --name vgg19-normalized
        normscope networks scale vgg19 photos --size 512 --name vgg19-own --json > scales.json
      """)

  @Argument(help: ArgumentHelp("An encoder, such as vgg19.", valueName: "NETWORK"))
  var network: String
  @Argument(help: ArgumentHelp("Pictures, folders or patterns to measure.", valueName: "PICTURE"))
  var pictures: [String] = []
  @Option(help: ArgumentHelp("What the scaled network is to be called.", valueName: "NAME"))
  var name: String
  @Option(
    help: ArgumentHelp(
      "The longest side that pictures are measured at; theirs by default.", valueName: "PIXELS"))
  var size: Int?
  @Flag(help: "Take the place of one that is there.")
  var replace = false
  @Flag(help: "Print the scales as JSON, by layer.")
  var json = false

  func validate() throws {
    try size.map(OptionCheck.size)
    guard size == nil || !pictures.isEmpty else {
      throw ValidationError("--size goes with pictures")
    }
  }

  func run() throws {
    let install = NetworkInstallation(name: name, replace: replace)
    try install.check()
    let file = try NetworkLibrary().load(network)
    let scaling = try NetworkScaling(file)
    let paths = try FileList(pictures) { !$0.isArrayName }.paths
    let scales =
      try paths.isEmpty ? NetworkScaling.bundledScales() : scaling.scales(on: paths, size: size)
    try install.save(scaling.tensors(with: scales), file.description)
    if json { try StandardOutput.print(JSONText.encode(["scales": scales.scales])) }
  }
}
