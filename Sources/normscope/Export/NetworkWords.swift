// SPDX-License-Identifier: MIT

import Explorer

/// The options of `apply` that choose a network and what is done at its sites.
struct NetworkWords {
  let setup: Setup
  let choice: NetworkChoice

  /// Each option with its values.
  var groups: [[String]] {
    [["--network", choice.network.name]] + styles + rows
      + choice.treatments.indices.flatMap(words)
  }

  private var styles: [[String]] {
    guard choice.takesStyle else { return [] }
    return setup.styles.map { ["--style", "\($0.path):\($0.weight)"] }
      + [["--alpha", "\(setup.alpha)"], ["--convention", setup.convention.rawValue]]
      + (setup.styleSize.map { [["--style-size", "\($0)"]] } ?? [])
  }

  /// A weight for each of the network's own styles.
  private var rows: [[String]] {
    guard !choice.rows.isEmpty else { return [] }
    var weights = Array(repeating: 0.0, count: choice.network.rows.count)
    for style in choice.rows { style.row.map { weights[$0] += style.weight } }
    return [["--style-weights", weights.map { "\($0)" }.joined(separator: ",")]]
  }

  /// What is done at a site, where that is not the network's own.
  private func words(_ site: Int) -> [[String]] {
    let (summary, treatment) = (choice.network.sites[site], choice.treatments[site])
    guard treatment != summary.untouched else { return [] }
    let name = summary.name
    var words: [[String]] = []
    if treatment.mode != summary.own || treatment.isRunning != summary.hasRunning {
      words.append(["--swap", "\(name)=\(swap(treatment))"])
    }
    if treatment.epsilon != summary.epsilon {
      words.append(["--site-epsilon", "\(name)=\(treatment.epsilon)"])
    }
    if treatment.isBare { words.append(["--bare", name]) }
    return words + edits(treatment, name, summary.channels)
  }

  private func swap(_ treatment: Treatment) -> String {
    // apply takes the photographs that come along for a batch of none; a batch of one is an instance.
    let isAlone = treatment.mode == .batch && setup.batch.isEmpty
    if isAlone { return Mode.instance.rawValue }
    let groups = treatment.mode == .group ? ":\(treatment.groups)" : ""
    return treatment.mode.rawValue + groups
  }

  private func edits(_ treatment: Treatment, _ name: String, _ channels: Int) -> [[String]] {
    let edits = (0..<channels).map { treatment.edit(of: $0) }
    let isSame = edits.allSatisfy { $0 == edits[0] }
    return edits.enumerated().compactMap { channel, edit in
      if edit.isNeutral || isSame && channel > 0 { return nil }
      return ["--edit", "\(name)\(isSame ? "" : ":\(channel)")=\(edit.factor),\(edit.offset)"]
    }
  }
}
