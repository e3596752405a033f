// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

/// What happens at the sites of a network besides the styles.
struct SiteOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The longest side of styles; by default that of --size.", valueName: "PIXELS"))
  var styleSize: Int?
  @Option(
    help: ArgumentHelp(
      "none, batch, instance, conditional, adaptive, layer or group:G at a site, or at all.",
      valueName: "SITE=MODE"))
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
    if let styleSize { try OptionCheck.size(styleSize, option: "--style-size") }
    if let styleIndex, styleIndex < 0 { throw ValidationError("--style-index counts from 0") }
    guard styleIndex == nil || styleWeights == nil else {
      throw ValidationError("one of --style-index and --style-weights is enough")
    }
  }

  /// Whether any is given.
  var areGiven: Bool {
    styleSize != nil || styleIndex != nil || styleWeights != nil || !swap.isEmpty
  }

  /// What is asked of a network.
  func request(
    _ network: String, _ styles: [StyleArgument], alpha: Double = 1, size: Int?,
    batch: [String] = []
  ) -> NetworkRequest {
    NetworkRequest(
      network: network, styles: styles.map(\.choice), alpha: alpha, size: size,
      styleSize: styleSize, batch: batch, swaps: swap, styleIndex: styleIndex,
      styleWeights: styleWeights?.values)
  }
}
