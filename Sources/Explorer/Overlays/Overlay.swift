// SPDX-License-Identifier: MIT

import Settings

/// What lies over a page and takes its keys.
public enum Overlay: Equatable, Sendable {
  /// Help on a control, scrolled by some lines.
  case help(HelpTopic, scroll: Int)
  /// A number being typed for the chosen control.
  case entry(String)
  /// The file chooser.
  case chooser(FileChooser)
  /// The list of all commands: what was typed, and the line under the cursor.
  case palette(String, cursor: Int)
  /// The name of a style being typed.
  case naming(String)
  /// What the channels' names must have in them, being typed.
  case filter
}

/// What the help is about.
public enum HelpTopic: Equatable, Sendable {
  /// The keys and the screen.
  case keys
  /// A normalization.
  case mode(Mode)
  /// A command line that was written to a file, in lines.
  case command([String])
}
