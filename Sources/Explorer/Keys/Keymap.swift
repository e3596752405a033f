// SPDX-License-Identifier: MIT

import Pictures
import Settings

/// Key table: the single source of keys, footer and help.
public enum Keymap {
  /// Context of a key. Each has its own table.
  public enum Context: CaseIterable, Sendable {
    /// Preview page.
    case preview
    /// Channels page.
    case channels
    /// Compare page.
    case compare
    /// Batch page.
    case batch
    /// Styles page.
    case styles
    /// Maps page.
    case maps
    /// Scatter page.
    case scatter
    /// Lab page.
    case lab
    /// Text field for the name of a style.
    case naming
    /// File chooser.
    case chooser
    /// File chooser that accepts several files.
    case marking
    /// Text field for a number.
    case entry
    /// Help.
    case help
    /// Command palette.
    case palette
    /// Text field for a filter.
    case filter
  }

  /// Returns the bindings of a context in the order of the footer.
  public static func bindings(in context: Context) -> [Binding] {
    switch context {
    case .preview: preview
    case .channels: channels
    case .compare: compare
    case .batch: batch
    case .styles: styles
    case .maps: maps
    case .scatter: scatter
    case .lab: lab
    case .naming: naming
    case .chooser: chooser
    case .marking: [chooser[0], mark] + chooser.dropFirst()
    case .entry: entry
    case .help: help
    case .palette: palette
    case .filter: filter
    }
  }

  /// Returns a page’s bindings, followed by the common ones. Common bindings whose keys the page
  /// uses otherwise are omitted, and so is before/after, because most pages show both at once.
  static func withCommon(_ pageBindings: [Binding]) -> [Binding] {
    let taken = Set(pageBindings.flatMap(\.keys.keys))
    return pageBindings
      + common.filter {
        taken.isDisjoint(with: $0.keys.keys) && !$0.keys.values.contains(.before)
      }
  }

  /// Returns the lines of the command palette over a page: its bindings and commands without keys.
  public static func commands(in context: Context) -> [Command] {
    bindings(in: context).flatMap(\.commands) + keyless
  }

  private static let keyless: [Command] =
    NormalizationMode.allCases.map {
      Command(name: "mode: \($0.name)", keys: "", action: .use($0))
    }
    + ColorSpace.allCases.map {
      Command(name: "space: \($0.name)", keys: "", action: .colorSpace($0))
    }
    + Theme.allCases.map {
      Command(name: "theme: \($0.name)", keys: "", action: .theme($0))
    }
    + Export.allCases.map {
      Command(name: $0.name, keys: "", action: .export($0))
    }
    + [Command(name: "mouse: on or off", keys: "", action: .mouse)]

  /// Returns the action of a key in a context.
  public static func action(for key: Key, in context: Context) -> Action? {
    for binding in bindings(in: context) {
      if let action = binding.keys[key] { return action }
    }
    return nil
  }
}
