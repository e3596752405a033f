// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

extension Theme: ExpressibleByArgument {}

/// What the explorer keeps from one start to the next, and how it looks in this one.
struct SessionOptions: ParsableArguments {
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
  func preferences(from kept: Preferences) -> Preferences {
    var preferences = kept
    preferences.theme = theme ?? kept.theme
    if noMouse { preferences.hasMouse = false }
    return preferences
  }
}
