// SPDX-License-Identifier: MIT

import ArgumentParser

/// What `apply` may do within a network.
struct NetworkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String?
  @OptionGroup var sites: SiteOptions

  /// Says which options do not go together. - Parameters:
  ///   - isPlain: whether no others are given.
  ///   - hasBatch: whether --batch is.
  func validate(isPlain: Bool, hasBatch: Bool = false) throws {
    guard network == nil || isPlain else {
      throw ValidationError(
        "with --network go --style, --alpha, --size, --batch, --style-size, --style-index, "
          + "--style-weights and --swap")
    }
    guard network == nil || !hasBatch || sites.swap.contains(where: { $0.mode == .batch }) else {
      throw ValidationError("with --network, --batch goes with --swap SITE=batch")
    }
    guard network != nil || !sites.areGiven else {
      throw ValidationError(
        "--style-size, --style-index, --style-weights and --swap go with --network")
    }
  }

  /// What is asked of the network; nil where there is none.
  func request(
    _ styles: [StyleArgument], _ alpha: Double, size: Int?, batch: [String] = []
  ) -> NetworkRequest? {
    network.map { sites.request($0, styles, alpha: alpha, size: size, batch: batch) }
  }
}
