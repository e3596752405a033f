// SPDX-License-Identifier: MIT

import ArgumentParser
import Normalization
import Pictures

/// Makes a picture of what entered a site of a network.
struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Make a picture of the activations that enter a network's site.",
    discussion: """
      The site itself and all that follows it is run; without --style the sites that take one do \
      nothing. The picture's sides are the multiples that the network works at.
      """)

  @Argument(help: ArgumentHelp("N×C×H×W of activations.", valueName: "F.npy"))
  var features: String
  @OptionGroup var options: FeatureOptions
  @Option(name: [.short, .long], help: ArgumentHelp("The picture.", valueName: "OUT.png"))
  var output: String

  func validate() throws {
    guard PictureFormat(path: output) != nil else {
      throw ValidationError("-o needs a name that ends in .png or .jpg")
    }
  }

  func run() throws {
    let request = options.request()
    try OutputFolder.check(
      output, of: "-o", isNoneOf: [features] + request.styles.map(\.path))
    let studio = try NetworkStudio(request)
    let tensor = try ArrayFile.read(features).floats
    let decoder = try NetworkDecoder(studio, at: options.site)
    try decoder.picture(of: tensor, from: features).write(to: output)
  }
}
