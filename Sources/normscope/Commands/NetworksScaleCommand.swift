// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Stylization

/// Command `networks scale`: scales an encoder so that activations of different layers are
/// comparable.
struct NetworksScaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Scale an encoder to a mean activation of 1 in every channel.",
    discussion: """
      Multiplies each output channel o of a convolution by s[o] = 1 / (mean activation over the \
      pictures), and divides the next convolution's weights for that channel by s[o]. Activations \
      change by these factors only. vgg_normalised was created from VGG-19 in this way. Without \
      pictures, bundled scales of VGG-19 up to relu4_1 are used.

      Examples:
        normscope networks scale vgg19 --name vgg19-normalized
        normscope networks scale vgg19 photos --size 512 --name vgg19-own --json > scales.json
      """)

  @Argument(help: ArgumentHelp("Name of an encoder such as vgg19, or its file.", valueName: "NAME"))
  var network: String
  @Argument(
    help: ArgumentHelp(
      "Pictures, folders or quoted glob patterns to measure.", valueName: "PICTURE"))
  var pictures: [String] = []
  @Option(help: ArgumentHelp("Name of the scaled network.", valueName: "NAME"))
  var name: String
  @Option(
    help: ArgumentHelp(
      "Longest side of pictures (default: their original size).", valueName: "PIXELS"))
  var size: Int?
  @Flag(help: "Overwrite an existing network.")
  var replace = false
  @Flag(help: "Print the scales as JSON, by layer.")
  var json = false

  func validate() throws {
    try size.map(OptionCheck.size)
    guard size == nil || !pictures.isEmpty else {
      throw ValidationError("--size needs pictures")
    }
  }

  func run() throws {
    let install = NetworkInstallation(name: name, replace: replace)
    try install.check()
    let file = try NetworkLibrary().load(network)
    let scaling = try ActivationRescaling(file)
    let paths = try FileList(pictures) { !TensorFile.isTensor($0) }.paths
    let scales =
      try paths.isEmpty
      ? ActivationRescaling.bundledScales() : scaling.scales(on: paths, size: size)
    try install.save(scaling.tensors(with: scales), file.description)
    if json { try StandardOutput.print(JSONText.encode(["scales": scales.scales])) }
  }
}
