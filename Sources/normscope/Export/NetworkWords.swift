// SPDX-License-Identifier: MIT

import Explorer
import Settings

/// The options of `apply` that choose a network and what is done at its sites.
struct NetworkWords {
  let settings: RenderSettings
  let choice: NetworkSettings

  /// Each option with its values.
  var groups: [[String]] {
    [["--network", choice.summary.name]] + styles + rows
      + choice.sites.indices.flatMap(words)
  }

  private var styles: [[String]] {
    guard choice.takesStyle else { return [] }
    return settings.styles.map { ["--style", "\($0.path):\($0.weight)"] }
      + [["--alpha", "\(settings.alpha)"], ["--convention", settings.convention.rawValue]]
      + (settings.styleSize.map { [["--style-size", "\($0)"]] } ?? [])
  }

  /// A weight for each of the network's own styles.
  private var rows: [[String]] {
    guard !choice.rows.isEmpty else { return [] }
    var weights = Array(repeating: 0.0, count: choice.summary.rows.count)
    for style in choice.rows { style.row.map { weights[$0] += style.weight } }
    return [["--style-weights", weights.map { "\($0)" }.joined(separator: ",")]]
  }

  /// What is done at a site, where that is not the network's own.
  private func words(_ site: Int) -> [[String]] {
    let (summary, siteSettings) = (choice.summary.sites[site], choice.sites[site])
    guard siteSettings != summary.untouched else { return [] }
    let name = summary.name
    var words: [[String]] = []
    if siteSettings.mode != summary.own || siteSettings.isRunning != summary.hasRunning {
      words.append(["--swap", "\(name)=\(swap(siteSettings))"])
    }
    if siteSettings.epsilon != summary.epsilon {
      words.append(["--site-epsilon", "\(name)=\(siteSettings.epsilon)"])
    }
    if siteSettings.isBare { words.append(["--bare", name]) }
    return words + edits(siteSettings, name, summary.channels)
  }

  private func swap(_ siteSettings: SiteSettings) -> String {
    // apply takes the photographs that come along for a batch of none; a batch of one is an instance.
    let isAlone = siteSettings.mode == .batch && settings.batch.isEmpty
    if isAlone { return Mode.instance.rawValue }
    let groups = siteSettings.mode == .group ? ":\(siteSettings.groups)" : ""
    return siteSettings.mode.rawValue + groups
  }

  private func edits(_ siteSettings: SiteSettings, _ name: String, _ channels: Int) -> [[String]] {
    let edits = (0..<channels).map { siteSettings.edit(of: $0) }
    let isSame = edits.allSatisfy { $0 == edits[0] }
    return edits.enumerated().compactMap { channel, edit in
      if edit.isNeutral || isSame && channel > 0 { return nil }
      return ["--edit", "\(name)\(isSame ? "" : ":\(channel)")=\(edit.factor),\(edit.offset)"]
    }
  }
}
