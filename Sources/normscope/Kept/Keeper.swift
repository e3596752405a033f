// SPDX-License-Identifier: MIT

import Explorer
import Foundation

/// Keeps session and settings in their files while the explorer runs.
final class Keeper {
  private let sessionFile: KeptFile?
  private let settingsFile: KeptFile?
  private var session: Session
  private var settings: Settings
  /// The settings in the file; those of one run are not kept.
  private var keptSettings: Settings
  private var hasComplained = false

  /// Keeps what changes from now on: nothing is written before. Without files nothing is kept.
  init(
    session sessionFile: KeptFile?, settings settingsFile: KeptFile?, start: Start,
    keptSettings: Settings
  ) {
    (self.sessionFile, self.settingsFile) = (sessionFile, settingsFile)
    (session, settings, self.keptSettings) = (start.session, start.settings, keptSettings)
  }

  /// The state as the explorer begins, which is no change.
  func begin(_ state: State) { (session, settings) = (state.session, state.settings) }

  /// Writes what has changed. - Returns: a sentence, the first time that this fails.
  func keep(_ state: State) -> String? {
    do {
      try keep(state.session)
      try keep(state.settings)
      return nil
    } catch {
      defer { hasComplained = true }
      return hasComplained ? nil : "not kept for the next start: \(error)"
    }
  }

  private func keep(_ new: Session) throws {
    guard new != session, let sessionFile else { return }
    session = new
    try sessionFile.write(try new.json())
  }

  private func keep(_ new: Settings) throws {
    guard new != settings, let settingsFile else { return }
    keptSettings = keptSettings.changed(from: settings, to: new)
    settings = new
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try settingsFile.write(Array(try encoder.encode(keptSettings)) + [UInt8(ascii: "\n")])
  }
}
