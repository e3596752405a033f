// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Settings
import Stylization

/// Finds out what the explorer starts with: a session, or what the command line says.
struct StartupState {
  /// What it starts with.
  private(set) var start: Start
  /// What keeps it from then on.
  let sessionStore: SessionStore

  /// - Parameters:
  ///   - setup: what the command line says, or a first start.
  ///   - isGiven: whether the command line says anything, which then wins over the session.
  /// - Throws: `UsageError` when a session that was named cannot be read.
  init(
    _ options: SessionOptions, _ folders: UserDirectories, settings: RenderSettings, isGiven: Bool,
    pipeline: Pipeline
  ) throws {
    start = Start(settings)
    let path = options.session ?? folders.state.map { $0 + "/session.json" }
    let file = path.map(StateFile.init)
    var problems: [String] = []
    do {
      let session = try file?.read { try Session(json: $0) }
      if let session, !isGiven, !options.fresh {
        let mended = SessionRepair(pipeline: pipeline, initial: settings).mended(session)
        start.session = mended.session
        problems += mended.problem.map { [$0] } ?? []
        file?.isWorthKeeping = mended.problem != nil
      }
    } catch {
      if options.session != nil { throw error }
      problems.append(Self.sentence(error, file) + "; nothing is saved")
    }
    let files = SessionStore.Files(
      session: file, preferences: folders.configuration.map { StateFile($0 + "/settings.json") },
      styles: folders.data.map { StateFile($0 + "/styles.json") })
    let kept = Self.value(in: files.preferences, &problems) ?? Preferences()
    start.styles = Self.value(in: files.styles, &problems) ?? []
    start.preferences = options.preferences(from: kept)
    start.notice = problems.isEmpty ? nil : problems.joined(separator: "; ")
    sessionStore = SessionStore(files, start: start, savedPreferences: kept)
  }

  /// A sentence that names the file without its folders, which leave no room for the reason.
  private static func sentence(_ error: any Error, _ file: StateFile?) -> String {
    guard let path = file?.path else { return "\(error)" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return "\(error)".replacing(path.printable, with: name.printable)
  }

  /// What is in a file; nil where there is nothing that can be read.
  private static func value<Value: Decodable>(
    in file: StateFile?, _ problems: inout [String]
  ) -> Value? {
    do {
      return try file?.read { bytes in
        do {
          return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
          throw UsageError("this NormScope has not written it")
        }
      }
    } catch {
      problems.append(sentence(error, file) + "; it is left as it is")
      return nil
    }
  }
}
