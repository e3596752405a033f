// SPDX-License-Identifier: MIT

import Explorer
import Foundation

/// Keeps session and settings in their files while the explorer runs.
final class SessionStore {
  /// The files; nothing is kept of what has none.
  struct Files {
    var session, preferences, styles: StateFile?
  }

  private let files: Files
  private var session: Session
  private var preferences: Preferences
  private var styles: [StyleBankEntry]
  /// The settings in the file; those of one run are not kept.
  private var savedPreferences: Preferences
  private var hasComplained = false

  /// Keeps what changes from now on: nothing is written before. Without a file nothing is kept of it.
  init(_ files: Files, start: Start, savedPreferences: Preferences) {
    (self.files, self.savedPreferences) = (files, savedPreferences)
    (session, preferences, styles) = (start.session, start.preferences, start.styles)
  }

  /// The state as the explorer begins, which is no change.
  func begin(_ state: State) {
    (session, preferences) = (state.session, state.preferences)
    styles = state.bank.filter(\.isUserAdded)
  }

  /// Writes what has changed. - Returns: a sentence, the first time that this fails.
  func keep(_ state: State) -> String? {
    do {
      try keep(state.session)
      try keep(state.preferences)
      try keep(state.bank.filter(\.isUserAdded))
      return nil
    } catch {
      defer { hasComplained = true }
      return hasComplained ? nil : "not kept for the next start: \(error)"
    }
  }

  private func keep(_ new: Session) throws {
    guard new != session, let file = files.session else { return }
    session = new
    try file.write(try new.json())
  }

  private func keep(_ new: Preferences) throws {
    guard new != preferences, let file = files.preferences else { return }
    savedPreferences = savedPreferences.changed(from: preferences, to: new)
    preferences = new
    try file.write(try Self.json(savedPreferences))
  }

  private func keep(_ new: [StyleBankEntry]) throws {
    guard new != styles, let file = files.styles else { return }
    styles = new
    try file.write(try Self.json(new))
  }

  private static func json(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
  }
}
