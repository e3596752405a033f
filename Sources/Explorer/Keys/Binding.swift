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

  init(
    _ shown: String, _ label: String, _ help: String, rank: Int = 9, _ keys: [Key: Action]
  ) {
    (self.shown, self.label, self.help) = (shown, label, help)
    (self.rank, self.keys) = (rank, keys)
  }
}
