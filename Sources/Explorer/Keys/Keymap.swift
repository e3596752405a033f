// SPDX-License-Identifier: MIT

import Pictures
import Settings

/// The one table that keys, footer and help are made from.
public enum Keymap {
  /// Where keys are read: each has a table of its own.
  public enum Context: CaseIterable, Sendable {
    /// Preview.
    case preview
    /// Channels.
    case channels
    /// Compare.
    case compare
    /// Batch.
    case batch
    /// Styles.
    case styles
    /// Maps.
    case maps
    /// Scatter.
    case scatter
    /// Lab.
    case lab
    /// The name of a style being typed.
    case naming
    /// The file chooser.
    case chooser
    /// The file chooser where it takes several files.
    case marking
    /// A number being typed.
    case entry
    /// The help.
    case help
    /// The list of all commands.
    case palette
    /// What names must have in them, being typed.
    case filter
  }

  /// The bindings that count in a context, in the order of the footer.
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

  /// A page's own bindings and the common ones, but for those whose keys it uses otherwise, and for
  /// before and after, which most pages show at once.
  static func withCommon(_ own: [Binding]) -> [Binding] {
    let taken = Set(own.flatMap(\.keys.keys))
    return own
      + common.filter {
        taken.isDisjoint(with: $0.keys.keys) && !$0.keys.values.contains(.before)
      }
  }

  /// The lines of the command palette over a page: its bindings, and what has no key.
  public static func commands(in context: Context) -> [Command] {
    bindings(in: context).flatMap(\.commands) + keyless
  }

  private static let keyless: [Command] =
    Mode.allCases.map {
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
    + [Command(name: "mouse: listen to it, or no more", keys: "", action: .mouse)]

  /// What a key does in a context.
  public static func action(for key: Key, in context: Context) -> Action? {
    for binding in bindings(in: context) {
      if let action = binding.keys[key] { return action }
    }
    return nil
  }
}
