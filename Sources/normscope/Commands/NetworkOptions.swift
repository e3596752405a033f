// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

/// What `apply` may do within a network.
struct NetworkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String?
  @OptionGroup var sites: SiteOptions

  /// Says which options do not go together. - Parameters:
  ///   - isPixels: whether there are options of the picture's own channels.
  ///   - isAlone: whether --batch is given and nothing pools with it.
  func validate(isPixels: Bool = false, isAlone: Bool = false) throws {
    guard network == nil || !isPixels else {
      throw ValidationError(
        "--space, --gamma and --beta are of the picture's own channels and do not go with --network"
      )
    }
    guard network == nil || !isAlone || sites.swap.contains(where: { $0.mode == .batch }) else {
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
