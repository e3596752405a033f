// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Settings
import Stylization

/// Initial settings of the explorer.
struct StartupState {
  var session: Session
  /// Settings that a reset restores.
  let initial: RenderSettings
  var preferences = Preferences()
  /// Styles that the user has added to the bank.
  var styles: [StyleBankEntry] = []
  /// Tensors of the given content, one of which the user has to choose.
  var tensors: TensorListing?
  /// Message about files that could not be restored.
  var notice: String?

  /// Creates a state with settings and default preferences.
  init(_ settings: RenderSettings) { (session, initial) = (Session(settings: settings), settings) }

  /// Returns the explorer's initial state for a terminal.
  func explorerState(size: ScreenSize, glyphs: GlyphSet) -> ExplorerState {
    var state = ExplorerState(resuming: session, initial: initial, size: size, glyphs: glyphs)
    (state.preferences, state.notice) = (preferences, notice)
    state.bank += styles
    // Only opens the list: a frame is requested when the explorer starts.
    if let tensors { _ = state.update(.tensors(tensors)) }
    return state
  }
}

/// Loads the explorer's initial settings from the saved files or the command line.
struct StartupLoader {
  private(set) var state: StartupState
  /// Saves later changes.
  let sessionStore: SessionStore

  /// - Parameters:
  ///   - settings: the settings of the command line, or the defaults.
  ///   - isGiven: whether the command line has settings. They take precedence over the session.
  /// - Throws: `UsageError` if the session file of `--session` cannot be read.
  init(
    _ options: SessionOptions, _ folders: UserDirectories, settings: RenderSettings, isGiven: Bool,
    pipeline: Pipeline
  ) throws {
    state = StartupState(settings)
    let path = options.session ?? folders.state.map { $0 + "/session.json" }
    let file = path.map(StateFile.init)
    var problems: [String] = []
    do {
      let session = try file?.read { try Session(json: $0) }
      if let session, !isGiven, !options.fresh {
        let repaired = SessionRepair(pipeline: pipeline, initial: settings).repaired(session)
        state.session = repaired.session
        problems += repaired.problem.map { [$0] } ?? []
        file?.needsBackup = repaired.problem != nil
      }
    } catch {
      if options.session != nil { throw error }
      problems.append(
        Self.message(for: error, file) + "; changes are not saved until you move or repair it")
    }
    let files = SessionStore.Files(
      session: file, preferences: folders.configuration.map { StateFile($0 + "/settings.json") },
      styles: folders.data.map { StateFile($0 + "/styles.json") })
    let saved = Self.value(in: files.preferences, &problems) ?? Preferences()
    state.styles = Self.value(in: files.styles, &problems) ?? []
    state.preferences = options.preferences(from: saved)
    state.notice = problems.isEmpty ? nil : problems.joined(separator: "; ")
    sessionStore = SessionStore(files, start: state, savedPreferences: saved)
  }

  /// Returns an error message with the file's name instead of its path, which would leave no room
  /// for the reason.
  private static func message(for error: any Error, _ file: StateFile?) -> String {
    guard let path = file?.path else { return "\(error)" }
    return "\(error)".replacing(path.printable, with: path.lastPathComponent.printable)
  }

  /// Returns the decoded contents of a file; nil if it does not exist or cannot be read.
  private static func value<Value: Decodable>(
    in file: StateFile?, _ problems: inout [String]
  ) -> Value? {
    do {
      return try file?.read { bytes in
        do {
          return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
          throw UsageError("it is not a NormScope settings file")
        }
      }
    } catch {
      problems.append(
        message(for: error, file) + "; changes are not saved until you move or repair it")
      return nil
    }
  }
}
