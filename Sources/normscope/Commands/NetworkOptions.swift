// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

/// What `apply` may do within a network.
struct NetworkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String?
  @Option(
    help: ArgumentHelp(
      "The longest side of styles; by default that of --size.", valueName: "PIXELS"))
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

  /// Says which options do not go together. - Parameter isPlain: whether no others are given.
  func validate(isPlain: Bool) throws {
    if network != nil {
      guard isPlain else {
        throw ValidationError(
          "with --network go --style, --alpha, --size, --style-size, --style-index, "
            + "--style-weights and --swap")
      }
    } else if styleSize != nil || styleIndex != nil || styleWeights != nil || !swap.isEmpty {
      throw ValidationError(
        "--style-size, --style-index, --style-weights and --swap go with --network")
    }
  }

  /// What is asked of the network; nil where there is none.
  func request(_ styles: [StyleArgument], _ alpha: Double, size: Int?) -> NetworkRequest? {
    network.map { name in
      NetworkRequest(
        network: name, styles: styles.map(\.choice), alpha: alpha, size: size,
        styleSize: styleSize, swaps: swap, styleIndex: styleIndex,
        styleWeights: styleWeights?.values)
    }
  }
}
