// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Normalization

/// Makes a session usable whose pictures are gone: what is left of it counts.
struct SessionMending {
  let studio: Studio
  /// What takes the place of a missing content.
  let initial: Setup

  /// The session without what cannot be read, and a sentence that names the first of it.
  func mended(_ session: Session) -> (session: Session, problem: String?) {
    var (result, missing) = (session, [String]())
    result.setup = mended(session.setup, &missing)
    do {
      if !result.setup.input.path.isEmpty { try studio.check(result.setup) }
    } catch {
      return (Session(setup: initial), "the session cannot be gone on with: \(error)")
    }
    let problems = [Self.sentence(missing), Self.sentence(session.setup, result.setup)]
    let problem = problems.compactMap { $0 }.joined(separator: "; ")
    return (result, problem.isEmpty ? nil : problem)
  }

  /// That a network of the session's name is not the one that was turned.
  private static func sentence(_ old: Setup, _ new: Setup) -> String? {
    guard let before = old.network, let after = new.network, before.network != after.network
    else { return nil }
    return "‘\(after.network.name.printable)’ is another network now and is as it comes"
  }

  private static func sentence(_ missing: [String]) -> String? {
    guard let first = missing.first else { return nil }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    let others = missing.count == 1 ? "" : " and \(missing.count - 1) more"
    return "‘\(name.printable)’\(others) of the session cannot be read and "
      + (missing.count == 1 ? "is left out" : "are left out")
  }

  private func mended(_ setup: Setup, _ missing: inout [String]) -> Setup {
    var result = setup
    result.input = mended(setup.input, size: setup.size)
    if result.input.path != setup.input.path {
      if !setup.input.path.isEmpty { missing.append(setup.input.path) }
      result.groups = initial.groups
    }
    let styles = setup.styles.filter { isReadable($0.path, size: setup.size) }
    let batch = setup.batch.filter(FileManager.default.isReadableFile)
    missing += setup.styles.filter { !styles.contains($0) }.map(\.path)
    missing += setup.batch.filter { !batch.contains($0) }
    result.batch = batch
    // A tensor's styles are tensors, and a picture's are pictures.
    result.styles = styles.filter { $0.path.isArrayName != result.input.isPicture }
    if result.styles != setup.styles { keepStylesValid(&result) }
    result.network = mended(setup.network, result, &missing)
    return result
  }

  private func mended(_ input: Input, size: Int?) -> Input {
    guard isReadable(input.path, size: size) else { return initial.input }
    guard case .tensor(let path, let index) = input,
      let count = try? studio.store.array(path).shape.n
    else { return input }
    return .tensor(path: path, index: min(index, count - 1))
  }

  /// The network if it is there, as its file has it now.
  private func mended(
    _ choice: NetworkChoice?, _ setup: Setup, _ missing: inout [String]
  ) -> NetworkChoice? {
    guard let choice, setup.input.isPicture else { return nil }
    let file = try? NetworkShelf().file(of: choice.network.name)
    guard let summary = file.flatMap({ try? NetworkSummary($0, called: choice.network.name) })
    else {
      missing.append(choice.network.name)
      return nil
    }
    return summary == choice.network ? choice : NetworkChoice(summary)
  }

  private func keepStylesValid(_ setup: inout Setup) {
    if setup.styles.isEmpty, setup.input.isPicture { setup.styles = initial.styles }
    if setup.styles.isEmpty, setup.mode.usesStyles { setup.mode = .instance }
    if setup.styles.map(\.weight).reduce(0, +) == 0 {
      for index in setup.styles.indices { setup.styles[index].weight = 1 }
    }
  }

  /// Whether a file is there and is what its name says.
  private func isReadable(_ path: String, size: Int?) -> Bool {
    if path.isArrayName { return (try? studio.store.array(path)) != nil }
    return (try? studio.store.picture(path, size: size)) != nil
  }
}
