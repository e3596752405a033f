// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Normalization
import Weights

/// Saves what enters a site of a network.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Save the activations that enter a network's site.",
    discussion: """
      The file is .npy, N×C×H×W of float32. Sites before it do what the network does; those that \
      take a style do nothing without one. Besides sites there are the levels where styles are \
      measured, level1 and so on, or relu1_1 of a VGG.

      Examples:
        normscope encode photo.jpg --network compact --site decoder.in -o features.npy
        normscope normalize --mode instance --input features.npy --output changed.npy
        normscope decode changed.npy --network compact --site decoder.in -o result.png
      """)

  @Argument(help: ArgumentHelp("The picture.", valueName: "PICTURE"))
  var picture: String
  @OptionGroup var options: FeatureOptions
  @Option(
    help: ArgumentHelp(
      "The longest side that the picture is worked at; its own by default.", valueName: "PIXELS"))
  var size: Int?
  @Option(name: [.short, .long], help: ArgumentHelp("The activations.", valueName: "F.npy"))
  var output: String

  func validate() throws {
    try size.map(OptionCheck.size)
    guard output.isArrayName else { throw ValidationError("-o needs a name that ends in .npy") }
  }

  func run() throws {
    let encoder = try NetworkEncoder(options.request(size: size), at: options.site)
    let (tensor, warnings) = try encoder.features(of: picture)
    warnings.forEach { StandardError.print("normscope: \($0)") }
    let shape = tensor.shape
    let array = NumPyArray.float(tensor, axes: [shape.n, shape.c, shape.h, shape.w])
    try FileContents.write(array.bytes, to: output)
  }
}
