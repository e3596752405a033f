// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer

extension Theme: ExpressibleByArgument {}

/// Options for the session file and for preferences of a single run.
struct SessionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Session file to open and save (default: the last session).", valueName: "FILE"))
  var session: String?
  @Flag(help: "Do not restore the last session.")
  var fresh = false
  @Option(help: "Colors in this run: auto, dark, light, contrast or mono.")
  var theme: Theme?
  @Flag(help: "Do not use the mouse in this run.")
  var noMouse = false

  /// Returns the saved preferences with this run's options applied.
  func preferences(from saved: Preferences) -> Preferences {
    var preferences = saved
    preferences.theme = theme ?? saved.theme
    if noMouse { preferences.hasMouse = false }
    return preferences
  }
}
