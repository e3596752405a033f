// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

extension Theme: ExpressibleByArgument {}

/// What the explorer keeps from one start to the next, and how it looks in this one.
struct KeptOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Open this session and save to it; by default the one left last.", valueName: "FILE"))
  var session: String?
  @Flag(help: "Start anew, and not where it was left.")
  var fresh = false
  @Option(help: "auto, dark, light, contrast or mono: the colors of this run.")
  var theme: Theme?
  @Flag(help: "Leave the mouse to the terminal in this run.")
  var noMouse = false

  /// The settings of this run.
  func settings(from kept: Settings) -> Settings {
    var settings = kept
    settings.theme = theme ?? kept.theme
    if noMouse { settings.hasMouse = false }
    return settings
  }
}
