// SPDX-License-Identifier: MIT

import Settings

/// Overlay over a page; it receives the keys.
public enum Overlay: Equatable, Sendable {
  /// Help, scrolled by a number of lines.
  case help(HelpTopic, scroll: Int)
  /// Text field for the value of the selected control.
  case entry(String)
  /// File chooser.
  case chooser(FileChooser)
  /// Command palette: the typed text and the index of the line under the cursor.
  case palette(String, cursor: Int)
  /// Text field for the name of a style.
  case naming(String)
  /// Text field for the channel filter.
  case filter
}

/// Topic of the help.
public enum HelpTopic: Equatable, Sendable {
  /// All keys.
  case keys
  /// A mode.
  case mode(NormalizationMode)
  /// An exported command line, one element per line.
  case command([String])
}
