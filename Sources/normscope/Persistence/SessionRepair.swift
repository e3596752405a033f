// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Settings
import Stylization

/// Repair of a restored session: removes references to missing or changed files.
struct SessionRepair {
  let pipeline: Pipeline
  /// Replacement for a missing content.
  let initial: RenderSettings

  /// Returns the session without unreadable files, and a message that names the first of them; nil
  /// if the session is unchanged.
  func repaired(_ session: Session) -> (session: Session, problem: String?) {
    var (result, missing) = (session, [Missing]())
    result.settings = repaired(session.settings, &missing)
    do {
      if !result.settings.input.path.isEmpty { try pipeline.check(result.settings) }
    } catch {
      return (Session(settings: initial), "cannot restore the session: \(error)")
    }
    let problems = [
      Self.message(forMissing: missing),
      Self.message(forChange: session.settings, result.settings),
    ]
    let problem = problems.compactMap { $0 }.joined(separator: "; ")
    return (result, problem.isEmpty ? nil : problem)
  }

  /// Returns a message if the network's file has changed since the session was saved.
  private static func message(
    forChange old: RenderSettings, _ new: RenderSettings
  ) -> String? {
    guard let before = old.network, let after = new.network, before.summary != after.summary
    else { return nil }
    return "network ‘\(after.summary.name.printable)’ changed since the session was saved; "
      + "its edits are reset"
  }

  /// File or network that cannot be used, and the reason.
  private struct Missing {
    let name: String
    var reason = "it cannot be read"
  }

  private static func message(forMissing missing: [Missing]) -> String? {
    guard let first = missing.first else { return nil }
    let name = first.name.lastPathComponent.printable
    return missing.count == 1
      ? "removed ‘\(name)’ from the session: \(first.reason)"
      : "removed ‘\(name)’ and \(missing.count - 1) more from the session: they cannot be read"
  }

  private func repaired(_ settings: RenderSettings, _ missing: inout [Missing]) -> RenderSettings {
    var result = settings
    result.input = repaired(settings.input, size: settings.size)
    if result.input.path != settings.input.path {
      if !settings.input.path.isEmpty { missing.append(Missing(name: settings.input.path)) }
      result.groups = initial.groups
    }
    let styles = settings.styles.filter {
      isReadable(Input(file: $0.path, tensor: $0.tensor), size: settings.size)
    }
    let batch = settings.batch.filter(FileContents.isReadable)
    missing += settings.styles.filter { !styles.contains($0) }.map { Missing(name: $0.path) }
    missing += settings.batch.filter { !batch.contains($0) }.map { Missing(name: $0) }
    result.batch = batch
    // The replacement of a missing content is part of the default batch.
    result.batch = result.with(content: result.input.path).batch
    // The styles of a tensor are tensors, those of a picture are pictures.
    result.styles = styles.filter { TensorFile.isTensor($0.path) != result.input.isPicture }
    if result.styles != settings.styles { makeStylesValid(&result) }
    result.network = repaired(settings.network, result, &missing)
    return result
  }

  private func repaired(_ input: Input, size: Int?) -> Input {
    guard isReadable(input, size: size) else { return initial.input }
    guard case .tensor(let path, let name, let index) = input,
      let count = try? pipeline.pictures.array(path, tensor: name).shape.n
    else { return input }
    return input.selecting(picture: min(index, count - 1))
  }

  /// Returns the settings of a network; the defaults if its file has changed, nil if it is missing.
  private func repaired(
    _ network: NetworkSettings?, _ settings: RenderSettings, _ missing: inout [Missing]
  ) -> NetworkSettings? {
    guard let network, settings.input.isPicture else { return nil }
    do {
      let changed = try pipeline.networks.changedSummary(of: network.summary)
      return changed.map(NetworkSettings.init) ?? network
    } catch {
      missing.append(Missing(name: network.summary.name, reason: "\(error)"))
      return nil
    }
  }

  private func makeStylesValid(_ settings: inout RenderSettings) {
    if settings.styles.isEmpty, settings.input.isPicture { settings.styles = initial.styles }
    if settings.styles.isEmpty, settings.mode.usesStyles { settings.mode = .instance }
    if settings.styles.map(\.weight).reduce(0, +) == 0 {
      for index in settings.styles.indices { settings.styles[index].weight = 1 }
    }
  }

  /// Returns whether a file exists and has the expected contents.
  private func isReadable(_ input: Input, size: Int?) -> Bool {
    switch input {
    case .tensor(let path, let name, _): (try? pipeline.pictures.array(path, tensor: name)) != nil
    case .picture(let path):
      (try? pipeline.pictures.picture(PictureKey(path, size: size))) != nil
    }
  }
}
