// SPDX-License-Identifier: MIT

import ArgumentParser

/// What `encode` and `decode` have in common.
struct FeatureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An installed network, or its file.", valueName: "NAME"))
  var network: String
  @Option(help: ArgumentHelp("The site; the first by default.", valueName: "SITE"))
  var site: String?
  @Option(help: ArgumentHelp("A style, with its weight in a mixture.", valueName: "PATH[:WEIGHT]"))
  var style: [StyleArgument] = []
  @OptionGroup var sites: SiteOptions

  /// What is asked of the network.
  func request(size: Int? = nil) -> NetworkRequest { sites.request(network, style, size: size) }
}
