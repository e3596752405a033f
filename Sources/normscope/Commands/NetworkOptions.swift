// SPDX-License-Identifier: MIT

import ArgumentParser

/// What `apply` may do within a network.
struct NetworkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String?
  @OptionGroup var sites: SiteOptions

  /// Says which options do not go together. - Parameter isPlain: whether no others are given.
  func validate(isPlain: Bool) throws {
    guard network == nil || isPlain else {
      throw ValidationError(
        "with --network go --style, --alpha, --size, --style-size, --style-index, "
          + "--style-weights and --swap")
    }
    guard network != nil || !sites.areGiven else {
      throw ValidationError(
        "--style-size, --style-index, --style-weights and --swap go with --network")
    }
  }

  /// What is asked of the network; nil where there is none.
  func request(_ styles: [StyleArgument], _ alpha: Double, size: Int?) -> NetworkRequest? {
    network.map { sites.request($0, styles, alpha: alpha, size: size) }
  }
}
