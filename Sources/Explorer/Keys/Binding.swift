// SPDX-License-Identifier: MIT

/// One line of the key table: keys, what they do, and how footer and help name them.
public struct Binding: Equatable, Sendable {
  /// The keys as people read them: "←/→".
  public let shown: String
  /// What happens, in a word or two, for the footer; empty keeps it out of there.
  public let label: String
  /// What happens, for the help.
  public let help: String
  /// The keys and what each does.
  public let keys: [Key: Action]
  /// Footer entries with a low rank are the last to be dropped.
  public let rank: Int

  /// The lines of the command palette that it stands for.
  public let commands: [Command]

  /// A binding. Without `commands`, one that does a single thing is a command under its help text.
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

/// One line of the command palette.
public struct Command: Equatable, Sendable {
  /// What it does.
  public let name: String
  /// The keys that do it, too; empty for none.
  public let keys: String
  /// What is done.
  public let action: Action

  /// Whether the letters of `text` occur in the name in this order.
  func matches(_ text: String) -> Bool {
    var rest = Substring(name.lowercased())
    for letter in text.lowercased() where letter != " " {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return true
  }
}
