// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Pictures

/// Command line of `normscope apply` that reproduces the result of render settings bit for bit.
///
/// It contains only options that have an effect in the mode. Numbers parse to the same values.
public struct ApplyCommandLine {
  /// Reason why settings have no command line.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    /// The input is a tensor.
    case tensor
    /// The network returns features.
    case features

    /// Error message.
    public var description: String {
      switch self {
      case .tensor: "no command line: apply accepts pictures, not tensors"
      case .features: "no command line: the network returns features; use normscope encode"
      }
    }
  }

  /// Arguments after `normscope`, grouped by option.
  let groups: [[String]]

  /// Creates the command line of settings whose paths are absolute. - Throws: `Problem`.
  public init(_ settings: RenderSettings, output: String) throws(Problem) {
    guard settings.input.isPicture else { throw .tensor }
    let options: [[String]]
    if let network = settings.network {
      guard network.summary.givesPicture else { throw .features }
      options = Self.network(network, settings)
    } else {
      options = Self.pixels(settings)
    }
    let batch = settings.poolsBatch ? settings.batch.map { ["--batch", $0] } : []
    let size = settings.size.map { [["--size", "\($0)"]] } ?? []
    let equalize = settings.isEqualized ? [["--equalize"]] : []
    groups =
      [["apply", settings.input.path]] + options + batch + equalize + size + [["-o", output]]
  }

  /// Arguments after `normscope`.
  public var arguments: [String] { groups.flatMap { $0 } }

  /// Command as one line for a POSIX shell, with paths as they are (`String.pathBytes`).
  public var text: String {
    (["normscope"] + arguments.map(ShellText.quoted)).joined(separator: " ")
  }

  /// Command with one option per line, safe to print on a terminal.
  public var lines: [String] {
    let lines = groups.map { $0.map(ShellText.quotedPrintable).joined(separator: " ") }
    return ["normscope " + lines[0]] + lines.dropFirst().map { "  " + $0 }
  }

  private static func list(_ name: String, _ values: [Double]) -> [String] {
    [name, values.map { "\($0)" }.joined(separator: ",")]
  }

  private static func styles(_ settings: RenderSettings) -> [[String]] {
    settings.styles.map { ["--style", "\($0.path):\($0.weight)"] }
  }
}

extension ApplyCommandLine {
  /// Options of pixel space.
  private static func pixels(_ settings: RenderSettings) -> [[String]] {
    let mode = settings.mode
    var options = mode.usesStyles ? styles(settings) : []
    options += [["--mode", mode.rawValue], ["--space", settings.space.rawValue]]
    guard mode != .none else { return options }
    if mode == .adaptive {
      options += [
        ["--alpha", "\(settings.alpha)"], ["--convention", settings.convention.rawValue],
      ]
    }
    if mode == .group { options.append(["--groups", "\(settings.groups)"]) }
    options.append(["--epsilon", "\(settings.epsilon)"])
    return options + affine(settings)
  }

  private static func affine(_ settings: RenderSettings) -> [[String]] {
    let given = settings.affineOverride
    let start =
      settings.usesIdentityAffine
      ? [["--gamma", "1.0"], ["--beta", "0.0"]]
      : [given.gamma.map { list("--gamma", $0) }, given.beta.map { list("--beta", $0) }]
        .compactMap { $0 }
    let edits = settings.space.channelNames.indices.map(settings.edit)
    guard edits.contains(where: { !$0.isNeutral }) else { return start }
    return start + [
      list("--gamma-factor", edits.map(\.factor)), list("--beta-offset", edits.map(\.offset)),
    ]
  }

  /// Options of a network.
  private static func network(
    _ network: NetworkSettings, _ settings: RenderSettings
  ) -> [[String]] {
    var options = [["--network", network.summary.name]]
    if network.takesStyle {
      options += styles(settings)
      options += [
        ["--alpha", "\(settings.alpha)"], ["--convention", settings.convention.rawValue],
      ]
      if let size = settings.styleSize { options.append(["--style-size", "\(size)"]) }
    }
    if !network.styleMixture.isEmpty {
      var weights = Array(repeating: 0.0, count: network.summary.styleNames.count)
      for style in network.styleMixture { style.row.map { weights[$0] += style.weight } }
      options.append(list("--style-weights", weights))
    }
    return options + zip(network.summary.sites, network.sites).flatMap(site)
  }

  /// Options of a site whose settings differ from the network file.
  private static func site(
    _ summary: NetworkSummary.SiteSummary, _ settings: SiteSettings
  ) -> [[String]] {
    guard settings != summary.defaultSettings else { return [] }
    var options: [[String]] = []
    if settings.mode != summary.defaultMode
      || settings.usesRunningStatistics != summary.hasRunningStatistics
    {
      let groups = settings.mode == .group ? ":\(settings.groups)" : ""
      options.append(["--mode", "\(summary.name)=\(settings.mode.rawValue)\(groups)"])
    }
    if settings.epsilon != summary.epsilon {
      options.append(["--epsilon", "\(summary.name)=\(settings.epsilon)"])
    }
    if settings.usesIdentityAffine { options.append(["--identity-affine", summary.name]) }
    let edits = (0..<summary.channels).map(settings.edit)
    let isUniform = edits.allSatisfy { $0 == edits[0] }
    for (channel, edit) in edits.enumerated() where !edit.isNeutral && !(isUniform && channel > 0) {
      let target = isUniform ? summary.name : "\(summary.name):\(channel)"
      options.append(["--edit", "\(target)=\(edit.factor),\(edit.offset)"])
    }
    return options
  }
}
