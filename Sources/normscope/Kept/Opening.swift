// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Normalization

/// Finds out what the explorer starts with: a session, or what the command line says.
struct Opening {
  /// What it starts with.
  private(set) var start: Start
  /// What keeps it from then on.
  let keeper: Keeper

  /// - Parameters:
  ///   - setup: what the command line says, or a first start.
  ///   - isGiven: whether the command line says anything, which then wins over the session.
  /// - Throws: `UsageError` when a session that was named cannot be read.
  init(
    _ options: KeptOptions, _ folders: UserFolders, setup: Setup, isGiven: Bool, studio: Studio
  ) throws {
    start = Start(setup)
    let path = options.session ?? folders.state.map { $0 + "/session.json" }
    let file = path.map(KeptFile.init)
    var problems: [String] = []
    do {
      let session = try file?.read { try Session(json: $0) }
      if let session, !isGiven, !options.fresh {
        let mended = SessionMending(studio: studio, initial: setup).mended(session)
        start.session = mended.session
        problems += mended.problem.map { [$0] } ?? []
        file?.isWorthKeeping = mended.problem != nil
      }
    } catch {
      if options.session != nil { throw error }
      problems.append(Self.sentence(error, file) + "; nothing is saved")
    }
    let files = Keeper.Files(
      session: file, settings: folders.configuration.map { KeptFile($0 + "/settings.json") },
      styles: folders.data.map { KeptFile($0 + "/styles.json") })
    let kept = Self.value(in: files.settings, &problems) ?? Settings()
    start.styles = Self.value(in: files.styles, &problems) ?? []
    start.settings = options.settings(from: kept)
    start.notice = problems.isEmpty ? nil : problems.joined(separator: "; ")
    keeper = Keeper(files, start: start, keptSettings: kept)
  }

  /// A sentence that names the file without its folders, which leave no room for the reason.
  private static func sentence(_ error: any Error, _ file: KeptFile?) -> String {
    guard let path = file?.path else { return "\(error)" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return "\(error)".replacing(path.printable, with: name.printable)
  }

  /// What is in a file; nil where there is nothing that can be read.
  private static func value<Value: Decodable>(
    in file: KeptFile?, _ problems: inout [String]
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
