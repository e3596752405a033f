// SPDX-License-Identifier: MIT

/// Entry of the key table: keys, their actions, and their description in footer and help.
public struct Binding: Equatable, Sendable {
  /// Text for the keys: "←/→".
  public let shown: String
  /// Description of one or two words for the footer; empty if it is not shown there.
  public let label: String
  /// Description for the help.
  public let help: String
  /// The keys and their actions.
  public let keys: [Key: Action]
  /// Footer entries with a high rank are dropped first.
  public let rank: Int

  /// Corresponding lines of the command palette.
  public let commands: [Command]

  /// Creates a binding. Without `commands`, a binding with a single action is a command named by
  /// its help text.
  init(
    _ shown: String, _ label: String, _ help: String, rank: Int = 9, _ keys: [Key: Action],
    commands: [(String, Action)]? = nil
  ) {
    (self.shown, self.label, self.help) = (shown, label, help)
    (self.rank, self.keys) = (rank, keys)
    let single = Set(keys.values).count == 1 ? keys.values.first.map { [(help, $0)] } : nil
    self.commands = (commands ?? single ?? []).map { name, action in
      Command(name: name, keys: Self.names(of: action, keys), action: action)
    }
  }

  private static func names(of action: Action, _ keys: [Key: Action]) -> String {
    keys.filter { $0.value == action }.map(\.key.name).sorted().joined(separator: " ")
  }
}

/// Line of the command palette.
public struct Command: Equatable, Sendable {
  /// Name of the command.
  public let name: String
  /// Keys that do the same; may be empty.
  public let keys: String
  /// Action of the command.
  public let action: Action
  /// Whether the action only explains why the command cannot be used.
  var isUnusable = false

  /// Returns whether the letters of `text` occur in the name in this order.
  func matches(_ text: String) -> Bool {
    var rest = Substring(name.lowercased())
    for letter in text.lowercased() where letter != " " {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return true
  }
}
