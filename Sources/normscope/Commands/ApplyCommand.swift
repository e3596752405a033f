// SPDX-License-Identifier: MIT

import ArgumentParser
import Assets
import Explorer
import Normalization
import Pictures

/// What the explorer shows, without it.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Normalize a picture in pixel space and save the result.",
    discussion: """
      γ and β of batch, instance, layer and group start at the deviation and mean of the photographs \
      that come along; conditional takes its rows from the styles, weights as given; adaptive \
      divides the weights by their sum.

      Examples:
        normscope apply photo.jpg --style painting.jpg -o result.png
        normscope apply photo.jpg --mode instance --gamma 0.2 --beta 0.5,0.4,0.3 -o result.png
      """)

  @Argument(help: "The picture.")
  var content: String
  @OptionGroup var options: SetupOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("γ for all channels or one for each.", valueName: "v[,v…]"))
  var gamma: NumberList?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("β for all channels or one for each.", valueName: "v[,v…]"))
  var beta: NumberList?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("A factor on γ.", valueName: "v[,v…]"))
  var gammaFactor: NumberList?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("An offset on β.", valueName: "v[,v…]"))
  var betaOffset: NumberList?
  @Option(
    help: ArgumentHelp(
      "The longest side that pictures are worked at; theirs by default.", valueName: "PIXELS"))
  var size: Int?
  @Option(name: [.short, .long], help: ArgumentHelp("The result.", valueName: "OUT.png"))
  var output: String

  func validate() throws { try size.map(OptionCheck.size) }

  func run() throws {
    guard !content.isArrayName else {
      throw UsageError("apply takes pictures; normscope normalize takes .npy files")
    }
    guard PictureFormat(path: output) != nil else {
      throw PictureError.unsupportedName(path: output)
    }
    let photographs = AssetFolder.photographs()
    var setup = options.setup(content: content, others: photographs)
    setup.parameters = GivenParameters(gamma: gamma?.values, beta: beta?.values)
    setup.size = size
    try setEdits(&setup)
    let result = try Studio(photographs: photographs).develop(setup)
    result.report.warnings.forEach { StandardError.print("normscope: \($0)") }
    guard let rendering = result.rendering else { return }
    try rendering.picture.write(to: output)
  }

  private func setEdits(_ setup: inout Setup) throws {
    let channels = setup.space.channelNames.count
    let factors = try gammaFactor?.expanded(to: channels, option: "--gamma-factor")
    let offsets = try betaOffset?.expanded(to: channels, option: "--beta-offset")
    for c in 0..<channels {
      setup.setEdit(Edit(factor: factors?[c] ?? 1, offset: offsets?[c] ?? 0), of: c)
    }
  }
}
