// SPDX-License-Identifier: MIT

import ArgumentParser

/// What is installed, and more of it.
struct NetworksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "networks",
    abstract: "List, describe, add, scale and remove networks.",
    discussion: """
      Networks are safetensors files: those that come along, and your own in \
      ~/.local/share/normscope/networks (XDG_DATA_HOME).

      Examples:
        normscope networks
        normscope networks info compact --size 512
        normscope networks install vgg19
        normscope networks import candy.pth --as transfer --name candy
        normscope networks remove candy
      """,
    subcommands: [
      NetworksListCommand.self, NetworksInfoCommand.self, NetworksInstallCommand.self,
      NetworksImportCommand.self, NetworksScaleCommand.self,
      NetworksRemoveCommand.self,
    ],
    defaultSubcommand: NetworksListCommand.self)
}
