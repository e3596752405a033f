// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Pictures
import Settings
import Stylization

/// Command `decode`: computes a picture from the input of a site.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Compute a picture from the input of a network's site.",
    discussion: """
      Runs the network from the selected site to the end. --alpha and --batch do not apply. Without \
      --style, sites that take a style do not normalize. Width and height of the picture are \
      multiples of the network's total stride.

      Example:
        normscope decode features.npy --network compact --site decoder.in -o result.png
      """)

  @Argument(help: ArgumentHelp("Activations, N×C×H×W.", valueName: "F.npy"))
  var features: String
  @OptionGroup var tensor: TensorOptions
  @Option(name: [.short, .long], help: ArgumentHelp("Output picture.", valueName: "OUT.png"))
  var output: String
  @OptionGroup(title: "Network and normalization") var options: RenderOptions

  func validate() throws {
    guard OutputPictureFormat(path: output) != nil else {
      throw ValidationError("-o ‘\(output.printable)’: the file name must end in .png or .jpg")
    }
    guard !options.isPixels else {
      throw ValidationError("decode needs the network that encoded the features: --network NAME")
    }
    guard options.styleMix.alpha ?? 1 == 1 else {
      throw ValidationError(
        "--alpha mixes with the content, which decode does not have; use normscope apply")
    }
    guard options.batch.isEmpty else {
      throw ValidationError(
        "--batch does not apply to decode: BN pools the N pictures of the input file")
    }
  }

  func run() throws {
    let pipeline = Pipeline(photographs: [])
    let settings = try options.settings(.picture(path: ""), pipeline, needsStyle: false)
    try OutputFolder.check(
      output, of: "-o", isNoneOf: [features] + settings.styles.map(\.path))
    let values = try TensorFile.read(features, tensor: tensor.name).floats
    try pipeline.decode(values, from: features, settings).write(to: output)
  }
}
