// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import FileIO
import Settings

/// The site of a network that is looked at, and what is turned there and elsewhere.
struct TurnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The site that --mode, --epsilon, --groups and such act on; the first by default.",
      valueName: "SITE"))
  var site: String?
  @Option(
    help: ArgumentHelp(
      "A factor on γ and an offset on β of a channel, or of all, at a site.",
      valueName: "SITE[:CHANNEL]=FACTOR[,OFFSET]"))
  var edit: [SiteEditArgument] = []
  @Option(help: ArgumentHelp("γ = 1 and β = 0 at a site, before edits.", valueName: "SITE"))
  var bare: [String] = []
  @Option(help: ArgumentHelp("ε inside the root at a site, or at all.", valueName: "SITE=E"))
  var siteEpsilon: [SiteEpsilonArgument] = []

  /// Whether any is given.
  var areGiven: Bool { site != nil || !edit.isEmpty || !bare.isEmpty || !siteEpsilon.isEmpty }

  /// The network that is asked for, with what is turned; nil where there is none.
  func choice(_ request: NetworkRequest?, _ options: SetupOptions) throws -> NetworkSettings? {
    guard let request else { return nil }
    var choice = try NetworkSettings(request, at: site)
    options.treat(&choice)
    try turn(&choice)
    return choice
  }

  /// - Throws: `ValidationError` without a network, and for a site that is treated but not named.
  func validate(network: String?, treatsSite: Bool) throws {
    guard network != nil || !areGiven else {
      throw ValidationError("--site, --edit, --bare and --site-epsilon go with --network")
    }
    guard network == nil || site != nil || !treatsSite else {
      throw ValidationError(
        "with --network, --mode, --epsilon, --groups, --gamma-factor and --beta-offset need --site; "
          + "--swap all=MODE is for every site")
    }
  }

  /// Turns it at the sites of a network. - Throws: `UsageError` for a site that it does not have.
  private func turn(_ choice: inout NetworkSettings) throws {
    for name in bare {
      for site in try choice.places(of: name) { choice.sites[site].isBare = true }
    }
    for argument in siteEpsilon {
      for site in try choice.places(of: argument.site) {
        choice.sites[site].epsilon = argument.epsilon
      }
    }
    for argument in edit {
      for site in try choice.places(of: argument.site) { try put(argument, at: site, &choice) }
    }
  }

  private func put(
    _ argument: SiteEditArgument, at site: Int, _ choice: inout NetworkSettings
  ) throws {
    let channels = choice.summary.sites[site].channels
    if let channel = argument.channel, channel >= channels {
      throw UsageError(
        "‘\(choice.summary.sites[site].name.printable)’ has channels 0 to \(channels - 1), "
          + "not \(channel)")
    }
    for channel in argument.channel.map({ [$0] }) ?? Array(0..<channels) {
      choice.sites[site].setEdit(argument.edit, of: channel)
    }
  }
}
