// SPDX-License-Identifier: MIT

import ArgumentParser
import Stylization

/// Takes a network away again.
struct NetworksRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Delete a network that was installed or imported.")

  @Argument(help: ArgumentHelp("One of your own networks.", valueName: "NAME"))
  var network: String

  func run() throws { try NetworkLibrary().remove(network) }
}
