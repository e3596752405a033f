// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

/// What `apply` may do within a network.
struct NetworkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String?
  @OptionGroup var sites: SiteOptions
  @OptionGroup var turns: TurnOptions

  /// Says which options do not go together. - Parameters:
  ///   - isPlain: whether no others are given.
  ///   - hasBatch: whether --batch is.
  func validate(isPlain: Bool, hasBatch: Bool = false) throws {
    guard network == nil || isPlain else {
      throw ValidationError(
        "with --network go --style, --alpha, --convention, --equalize, --size, --batch, "
          + "--style-size, --style-index, --style-weights, --swap, --edit, --bare and "
          + "--site-epsilon")
    }
    guard network == nil || !hasBatch || sites.swap.contains(where: { $0.mode == .batch }) else {
      throw ValidationError("with --network, --batch goes with --swap SITE=batch")
    }
    guard network != nil || !sites.areGiven && !turns.areGiven else {
      throw ValidationError(
        "--style-size, --style-index, --style-weights, --swap, --edit, --bare and --site-epsilon "
          + "go with --network")
    }
  }

  /// The network with what is asked of it; nil where there is none.
  func choice(_ request: NetworkRequest?, at site: String? = nil) throws -> NetworkChoice? {
    guard let request else { return nil }
    var choice = try NetworkChoice(request, at: site)
    try turns.turn(&choice)
    return choice
  }

  /// What is asked of the network; nil where there is none.
  func request(
    _ styles: [StyleArgument], _ alpha: Double, size: Int?, batch: [String] = []
  ) -> NetworkRequest? {
    network.map { sites.request($0, styles, alpha: alpha, size: size, batch: batch) }
  }
}
