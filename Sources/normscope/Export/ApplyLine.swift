// SPDX-License-Identifier: MIT

import Explorer
import Settings

/// The `normscope apply` that makes the result of a setup again, bit by bit.
///
/// Only what counts in the mode is named. Numbers are written so that they are read back as the same.
struct ApplyLine {
  /// The words after `normscope`, each option with its value.
  let groups: [[String]]

  /// The line for a setup whose paths are absolute. - Throws: `UsageError` for a tensor.
  init(_ settings: RenderSettings, output: String) throws {
    guard settings.input.isPicture else {
      throw UsageError("a tensor's result has no command line: apply takes pictures")
    }
    if let choice = settings.network {
      guard choice.summary.givesPicture else {
        throw UsageError("features have no command line of apply: see normscope encode --help")
      }
      groups =
        [["apply", settings.input.path]] + NetworkWords(settings: settings, choice: choice).groups
        + Self.batch(settings, choice) + Self.frame(settings, output)
      return
    }
    groups =
      [["apply", settings.input.path]] + Self.sources(settings) + Self.numbers(settings)
      + Self.affine(settings) + Self.frame(settings, output)
  }

  /// What stands at the end of every line.
  private static func frame(_ settings: RenderSettings, _ output: String) -> [[String]] {
    [settings.isEqualized ? ["--equalize"] : []]
      + [settings.size.map { ["--size", "\($0)"] } ?? [], ["-o", output]]
  }

  /// The pictures that BN pools with, at whatever site.
  private static func batch(_ settings: RenderSettings, _ choice: NetworkSettings) -> [[String]] {
    choice.poolsBatch ? settings.batch.map { ["--batch", $0] } : []
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

  private static func sources(_ settings: RenderSettings) -> [[String]] {
    switch settings.mode {
    case .conditional, .adaptive: settings.styles.map { ["--style", "\($0.path):\($0.weight)"] }
    case .batch: settings.batch.map { ["--batch", $0] }
    case .instance, .layer, .group, .none: []
    }
  }

  private static func numbers(_ settings: RenderSettings) -> [[String]] {
    // apply takes the photographs that come along for a batch of none; a batch of one is an instance.
    let isAlone = settings.mode == .batch && settings.batch.isEmpty
    let mode = isAlone ? Mode.instance : settings.mode
    let place = [["--mode", mode.rawValue], ["--space", settings.space.rawValue]]
    guard mode != .none else { return place }
    let epsilon = [["--epsilon", "\(settings.epsilon)"]]
    switch mode {
    case .adaptive:
      let mix = [
        ["--alpha", "\(settings.alpha)"], ["--convention", settings.convention.rawValue],
      ]
      return place + mix + epsilon
    case .group: return place + [["--groups", "\(settings.groups)"]] + epsilon
    default: return place + epsilon
    }
  }

  private static func affine(_ settings: RenderSettings) -> [[String]] {
    guard settings.mode != .none else { return [] }
    let given = settings.parameters
    let start =
      settings.isBare
      ? [["--gamma", "1.0"], ["--beta", "0.0"]]
      : [option("--gamma", given.gamma), option("--beta", given.beta)]
    let edits = settings.space.channelNames.indices.map { settings.edit(of: $0) }
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
