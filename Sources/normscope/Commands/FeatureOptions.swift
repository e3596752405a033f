// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

/// What `encode` and `decode` have in common.
struct FeatureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String
  @Option(
    help: ArgumentHelp("The site, or level1 and so on; the first by default.", valueName: "SITE"))
  var site: String?
  @Option(help: ArgumentHelp("A style, with its weight in a mixture.", valueName: "PATH[:WEIGHT]"))
  var style: [StyleArgument] = []
  @Option(
    help: ArgumentHelp("The longest side of styles.", valueName: "PIXELS"))
  var styleSize: Int?
  @Option(
    help: ArgumentHelp(
      "none, batch, instance, layer or group:G at a site, or at all.", valueName: "SITE=MODE"))
  var swap: [SwapArgument] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The row of the network's own styles, from 0.", valueName: "K"))
  var styleIndex: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weights over the network's own styles, used as given.", valueName: "w,w,…"))
  var styleWeights: NumberList?

  func validate() throws {
    try styleSize.map(OptionCheck.size)
    if let styleIndex, styleIndex < 0 { throw ValidationError("--style-index counts from 0") }
    guard styleIndex == nil || styleWeights == nil else {
      throw ValidationError("one of --style-index and --style-weights is enough")
    }
  }

  /// What is asked of the network.
  func request(size: Int? = nil) -> NetworkRequest {
    NetworkRequest(
      network: network, styles: style.map(\.choice), size: size, styleSize: styleSize,
      swaps: swap, styleIndex: styleIndex,
      styleWeights: styleWeights?.values)
  }
}
