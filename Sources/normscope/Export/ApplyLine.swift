// SPDX-License-Identifier: MIT

import Explorer

/// The `normscope apply` that makes the result of a setup again, bit by bit.
///
/// Only what counts in the mode is named. Numbers are written so that they are read back as the same.
struct ApplyLine {
  /// The words after `normscope`, each option with its value.
  let groups: [[String]]

  /// The line for a setup whose paths are absolute. - Throws: `UsageError` for a tensor.
  init(_ setup: Setup, output: String) throws {
    guard setup.input.isPicture else {
      throw UsageError("a tensor's result has no command line: apply takes pictures")
    }
    if let choice = setup.network {
      guard choice.network.givesPicture else {
        throw UsageError("features have no command line of apply: see normscope encode --help")
      }
      groups =
        [["apply", setup.input.path]] + NetworkWords(setup: setup, choice: choice).groups
        + Self.batch(setup, choice) + Self.frame(setup, output)
      return
    }
    groups =
      [["apply", setup.input.path]] + Self.sources(setup) + Self.numbers(setup)
      + Self.affine(setup) + Self.frame(setup, output)
  }

  /// What stands at the end of every line.
  private static func frame(_ setup: Setup, _ output: String) -> [[String]] {
    [setup.isEqualized ? ["--equalize"] : []]
      + [setup.size.map { ["--size", "\($0)"] } ?? [], ["-o", output]]
  }

  /// The pictures that BN pools with, at whatever site.
  private static func batch(_ setup: Setup, _ choice: NetworkChoice) -> [[String]] {
    choice.poolsBatch ? setup.batch.map { ["--batch", $0] } : []
  }

  /// The words after `normscope`.
  var words: [String] { groups.flatMap { $0 } }

  /// One line for a shell.
  var text: String { (["normscope"] + words.map(ShellText.quoted)).joined(separator: " ") }

  /// The same for people: an option a line.
  var lines: [String] {
    let lines = groups.filter { !$0.isEmpty }.map { words in
      words.map(ShellText.quoted).joined(separator: " ")
    }
    return ["normscope " + lines[0]] + lines.dropFirst().map { "  " + $0 }
  }

  private static func sources(_ setup: Setup) -> [[String]] {
    switch setup.mode {
    case .conditional, .adaptive: setup.styles.map { ["--style", "\($0.path):\($0.weight)"] }
    case .batch: setup.batch.map { ["--batch", $0] }
    case .instance, .layer, .group, .none: []
    }
  }

  private static func numbers(_ setup: Setup) -> [[String]] {
    // apply takes the photographs that come along for a batch of none; a batch of one is an instance.
    let isAlone = setup.mode == .batch && setup.batch.isEmpty
    let mode = isAlone ? Mode.instance : setup.mode
    let place = [["--mode", mode.rawValue], ["--space", setup.space.rawValue]]
    guard mode != .none else { return place }
    let epsilon = [["--epsilon", "\(setup.epsilon)"]]
    switch mode {
    case .adaptive:
      let mix = [["--alpha", "\(setup.alpha)"], ["--convention", setup.convention.rawValue]]
      return place + mix + epsilon
    case .group: return place + [["--groups", "\(setup.groups)"]] + epsilon
    default: return place + epsilon
    }
  }

  private static func affine(_ setup: Setup) -> [[String]] {
    guard setup.mode != .none else { return [] }
    let given = setup.parameters
    let start =
      setup.isBare
      ? [["--gamma", "1.0"], ["--beta", "0.0"]]
      : [option("--gamma", given.gamma), option("--beta", given.beta)]
    let edits = setup.space.channelNames.indices.map { setup.edit(of: $0) }
    let isTurned = edits.contains { !$0.isNeutral }
    return start
      + [
        option("--gamma-factor", isTurned ? edits.map(\.factor) : nil),
        option("--beta-offset", isTurned ? edits.map(\.offset) : nil),
      ]
  }

  private static func option(_ name: String, _ values: [Double]?) -> [String] {
    values.map { [name, $0.map { "\($0)" }.joined(separator: ",")] } ?? []
  }
}
