// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

/// What is turned at the sites of a network.
struct TurnOptions: ParsableArguments {
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
  var areGiven: Bool { !edit.isEmpty || !bare.isEmpty || !siteEpsilon.isEmpty }

  /// Turns it at the sites of a network. - Throws: `UsageError` for a site that it does not have.
  func turn(_ choice: inout NetworkChoice) throws {
    for name in bare {
      for site in try choice.places(of: name) { choice.treatments[site].isBare = true }
    }
    for argument in siteEpsilon {
      for site in try choice.places(of: argument.site) {
        choice.treatments[site].epsilon = argument.epsilon
      }
    }
    for argument in edit {
      for site in try choice.places(of: argument.site) { try put(argument, at: site, &choice) }
    }
  }

  private func put(
    _ argument: SiteEditArgument, at site: Int, _ choice: inout NetworkChoice
  ) throws {
    let channels = choice.network.sites[site].channels
    if let channel = argument.channel, channel >= channels {
      throw UsageError(
        "‘\(choice.network.sites[site].name.printable)’ has channels 0 to \(channels - 1), "
          + "not \(channel)")
    }
    for channel in argument.channel.map({ [$0] }) ?? Array(0..<channels) {
      choice.treatments[site].setEdit(argument.edit, of: channel)
    }
  }
}
