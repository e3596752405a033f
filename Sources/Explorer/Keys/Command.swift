// SPDX-License-Identifier: MIT

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
