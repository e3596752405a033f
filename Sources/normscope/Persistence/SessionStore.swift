// SPDX-License-Identifier: MIT

import Explorer
import Foundation

/// Saves the session, the preferences and the user's styles while the explorer runs.
final class SessionStore {
  /// The files; values without a file are not saved.
  struct Files {
    var session, preferences, styles: StateFile?
  }

  private let files: Files
  private var session: Session
  private var preferences: Preferences
  private var styles: [StyleBankEntry]
  /// Preferences in the file, without the options of this run.
  private var savedPreferences: Preferences
  private var hasReportedError = false

  /// Creates a store. Nothing is written until the state changes.
  init(_ files: Files, start: StartupState, savedPreferences: Preferences) {
    (self.files, self.savedPreferences) = (files, savedPreferences)
    (session, preferences, styles) = (start.session, start.preferences, start.styles)
  }

  /// Sets the initial state, with which later states are compared.
  func begin(_ state: ExplorerState) {
    (session, preferences) = (state.session, state.preferences)
    styles = state.bank.filter(\.isUserAdded)
  }

  /// Writes changed values. - Returns: an error message at the first failure, nil afterwards.
  func save(_ state: ExplorerState) -> String? {
    do {
      try save(state.session)
      try save(state.preferences)
      try save(state.bank.filter(\.isUserAdded))
      return nil
    } catch {
      defer { hasReportedError = true }
      return hasReportedError ? nil : "changes not saved: \(error)"
    }
  }

  private func save(_ new: Session) throws {
    guard new != session, let file = files.session else { return }
    session = new
    try file.write(try new.json())
  }

  private func save(_ new: Preferences) throws {
    guard new != preferences, let file = files.preferences else { return }
    savedPreferences = savedPreferences.changed(from: preferences, to: new)
    preferences = new
    try file.write(try Self.json(savedPreferences))
  }

  private func save(_ new: [StyleBankEntry]) throws {
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
