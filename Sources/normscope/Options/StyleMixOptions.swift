// SPDX-License-Identifier: MIT

import ArgumentParser
import Normalization

/// Styles of a table and the style mix: options that `normalize` shares with the commands that run a
/// network.
struct StyleMixOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Style mix α: 0 for the content's γ and β, 1 for the style's (default: 1).")
  var alpha: Double?
  @Option(help: "Divisor and ε of AdaIN (default: paper).")
  var convention: AdaINConvention?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Style of the network or of the table of γ and β, from 0.", valueName: "K"))
  var styleIndex: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weights of all these styles, used as given.", valueName: "w,w,…"))
  var styleWeights: NumberList?

  func validate() throws {
    try alpha.map(OptionCheck.alpha)
    if let styleIndex, styleIndex < 0 {
      throw ValidationError("--style-index \(styleIndex): must be at least 0")
    }
    guard styleIndex == nil || styleWeights == nil else {
      throw ValidationError("give only one of --style-index and --style-weights")
    }
  }
}
