// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Settings
import Stylization

/// Makes a session usable whose pictures are gone: what is left of it counts.
struct SessionRepair {
  let pipeline: Pipeline
  /// What takes the place of a missing content.
  let initial: RenderSettings

  /// The session without what cannot be read, and a sentence that names the first of it.
  func mended(_ session: Session) -> (session: Session, problem: String?) {
    var (result, missing) = (session, [String]())
    result.settings = mended(session.settings, &missing)
    do {
      if !result.settings.input.path.isEmpty { try pipeline.check(result.settings) }
    } catch {
      return (Session(settings: initial), "the session cannot be gone on with: \(error)")
    }
    let problems = [Self.sentence(missing), Self.sentence(session.settings, result.settings)]
    let problem = problems.compactMap { $0 }.joined(separator: "; ")
    return (result, problem.isEmpty ? nil : problem)
  }

  /// That a network of the session's name is not the one that was turned.
  private static func sentence(_ old: RenderSettings, _ new: RenderSettings) -> String? {
    guard let before = old.network, let after = new.network, before.summary != after.summary
    else { return nil }
    return "‘\(after.summary.name.printable)’ is another network now and is as it comes"
  }

  private static func sentence(_ missing: [String]) -> String? {
    guard let first = missing.first else { return nil }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    let others = missing.count == 1 ? "" : " and \(missing.count - 1) more"
    return "‘\(name.printable)’\(others) of the session cannot be read and "
      + (missing.count == 1 ? "is left out" : "are left out")
  }

  private func mended(_ settings: RenderSettings, _ missing: inout [String]) -> RenderSettings {
    var result = settings
    result.input = mended(settings.input, size: settings.size)
    if result.input.path != settings.input.path {
      if !settings.input.path.isEmpty { missing.append(settings.input.path) }
      result.groups = initial.groups
    }
    let styles = settings.styles.filter { isReadable($0.path, size: settings.size) }
    let batch = settings.batch.filter(FileManager.default.isReadableFile)
    missing += settings.styles.filter { !styles.contains($0) }.map(\.path)
    missing += settings.batch.filter { !batch.contains($0) }
    result.batch = batch
    // A tensor's styles are tensors, and a picture's are pictures.
    result.styles = styles.filter { $0.path.isArrayName != result.input.isPicture }
    if result.styles != settings.styles { keepStylesValid(&result) }
    result.network = mended(settings.network, result, &missing)
    return result
  }

  private func mended(_ input: Input, size: Int?) -> Input {
    guard isReadable(input.path, size: size) else { return initial.input }
    guard case .tensor(let path, let index) = input,
      let count = try? pipeline.pictures.array(path).shape.n
    else { return input }
    return .tensor(path: path, index: min(index, count - 1))
  }

  /// The network if it is there, as its file has it now.
  private func mended(
    _ choice: NetworkSettings?, _ settings: RenderSettings, _ missing: inout [String]
  ) -> NetworkSettings? {
    guard let choice, settings.input.isPicture else { return nil }
    let file = try? pipeline.networks.file(of: choice.summary.name)
    guard let summary = file.flatMap({ try? NetworkSummary($0, called: choice.summary.name) })
    else {
      missing.append(choice.summary.name)
      return nil
    }
    return summary == choice.summary ? choice : NetworkSettings(summary)
  }

  private func keepStylesValid(_ settings: inout RenderSettings) {
    if settings.styles.isEmpty, settings.input.isPicture { settings.styles = initial.styles }
    if settings.styles.isEmpty, settings.mode.usesStyles { settings.mode = .instance }
    if settings.styles.map(\.weight).reduce(0, +) == 0 {
      for index in settings.styles.indices { settings.styles[index].weight = 1 }
    }
  }

  /// Whether a file is there and is what its name says.
  private func isReadable(_ path: String, size: Int?) -> Bool {
    if path.isArrayName { return (try? pipeline.pictures.array(path)) != nil }
    return (try? pipeline.pictures.picture(PictureKey(path, size: size))) != nil
  }
}
