// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Normalization
import Settings
import Stylization

extension RenderOptions {
  /// Sites that options without SITE= apply to.
  enum UnqualifiedTarget {
    /// Every site.
    case allSites
    /// Site of `--site` if given, otherwise all sites: the rule of `apply` and `explore`.
    case givenSite
  }

  /// Returns the settings for an input.
  /// - Parameters:
  ///   - network: network to use without `--network`; nil for pixel space.
  ///   - needsStyle: whether a network that takes a style needs `--style`. Otherwise, without a
  ///     style, its sites do not normalize.
  ///   - refusesUnused: whether options without effect are errors. In the explorer they take effect
  ///     when the mode or the style changes.
  /// - Throws: `RenderError`, `NetworkLibraryError` or `UsageError` for options that contradict the
  ///   network.
  func settings(
    _ input: Input, _ pipeline: Pipeline, default network: String? = nil,
    unqualified target: UnqualifiedTarget = .allSites, needsStyle: Bool = true,
    refusesUnused: Bool = true
  ) throws -> RenderSettings {
    var settings = RenderSettings(input: input, styles: style.map(\.style), batch: batch)
    settings.mode = input.isPicture ? .adaptive : .instance
    (settings.space, settings.alpha) = (space ?? .rgb, styleMix.alpha ?? 1)
    (settings.convention, settings.isEqualized) = (styleMix.convention ?? .paper, equalize)
    (settings.size, settings.styleSize) = (size, styleSize)
    settings.affineOverride = AffineOverride(gamma: gamma?.values, beta: beta?.values)
    if input.isPicture, let name = self.network ?? network, name != NetworkLibrary.pixels {
      settings.network = try networkSettings(name, pipeline.networks)
    }
    if settings.network == nil { _ = try settings.sites(named: site) }
    try applySiteOptions(to: &settings, target, pipeline)
    if !needsStyle, settings.styles.isEmpty { settings.disableStyleSites() }
    try checkWeights(settings)
    if refusesUnused { try checkUse(settings) }
    return settings
  }

  private func networkSettings(
    _ name: String, _ networks: NetworkCache
  ) throws -> NetworkSettings {
    let file = try networks.file(of: name)
    var result = NetworkSettings(try NetworkSummary(file, called: name))
    try checkRows(file)
    if let site { result.site = try result.index(ofSite: site) }
    guard !result.summary.styleNames.isEmpty else { return result }
    if let styleIndex = styleMix.styleIndex {
      result.styleMixture = [WeightedStyle(row: styleIndex)]
    }
    if let weights = styleMix.styleWeights?.values {
      let all = weights.enumerated().map { WeightedStyle(row: $0.offset, weight: $0.element) }
      let weighted = all.filter { $0.weight != 0 }
      // If all weights are 0, γ = β = 0: one style with weight 0 represents that.
      result.styleMixture = weighted.isEmpty ? Array(all.prefix(1)) : weighted
    }
    return result
  }

  private func checkRows(_ file: NetworkFile) throws {
    let (count, name) = (file.styles, file.name.printable)
    guard count > 0 || (styleMix.styleIndex == nil && styleMix.styleWeights == nil) else {
      let option = styleMix.styleIndex == nil ? "--style-weights" : "--style-index"
      throw UsageError("\(option): ‘\(name)’ has no styles of its own; use --style PATH")
    }
    if let styleIndex = styleMix.styleIndex, styleIndex >= count {
      throw UsageError("--style-index \(styleIndex): ‘\(name)’ has styles 0 to \(count - 1)")
    }
    if let weights = styleMix.styleWeights?.values, weights.count != count {
      throw UsageError(
        "--style-weights needs \(count) values, one for each style of ‘\(name)’; "
          + "\(weights.count) given")
    }
  }

  private func applySiteOptions(
    to settings: inout RenderSettings, _ target: UnqualifiedTarget, _ pipeline: Pipeline
  ) throws {
    let fallback = target == .givenSite ? site : nil
    for argument in Self.generalFirst(mode, fallback) {
      for index in try settings.sites(named: argument.site ?? fallback) {
        settings.updateSite(index) { site in
          (site.mode, site.usesRunningStatistics) = (argument.value.mode, false)
          site.groups = argument.value.groups ?? site.groups
        }
      }
    }
    for index in try settings.sites(named: fallback) {
      if let groups { settings.updateSite(index) { $0.groups = groups } }
    }
    for argument in identityAffine {
      for index in try settings.sites(named: argument) {
        settings.updateSite(index) { $0.usesIdentityAffine = true }
      }
    }
    for argument in Self.generalFirst(epsilon, fallback) {
      for index in try settings.sites(named: argument.site ?? fallback) {
        settings.updateSite(index) { $0.epsilon = argument.value.value }
      }
    }
    try applyEdits(to: &settings, fallback, pipeline)
  }

  /// Sorts option values so that a value for one site overrides one for all sites. Otherwise the
  /// last one wins.
  private static func generalFirst<Value>(
    _ arguments: [SiteArgument<Value>], _ fallback: String?
  ) -> [SiteArgument<Value>] {
    let isGeneral = { (argument: SiteArgument<Value>) in
      (argument.site ?? fallback).map { $0 == "all" } ?? true
    }
    return arguments.filter(isGeneral) + arguments.filter { !isGeneral($0) }
  }

  private func applyEdits(
    to settings: inout RenderSettings, _ fallback: String?, _ pipeline: Pipeline
  ) throws {
    for argument in edit {
      try settings.applyEdit(argument, pipeline)
    }
    for argument in Self.generalFirst(gammaFactor, fallback) {
      let site = argument.site ?? fallback
      try settings.editSites(named: site, argument.value, "--gamma-factor", pipeline) {
        $0.factor = $1
      }
    }
    for argument in Self.generalFirst(betaOffset, fallback) {
      let site = argument.site ?? fallback
      try settings.editSites(named: site, argument.value, "--beta-offset", pipeline) {
        $0.offset = $1
      }
    }
  }

  /// Checks that the weights of a network's styles can be divided by their sum.
  private func checkWeights(_ settings: RenderSettings) throws {
    guard settings.network != nil, !settings.styles.isEmpty else { return }
    if settings.styles.reduce(0, { $0 + $1.weight }) == 0 { throw RenderError.zeroWeightSum }
  }

  /// Checks that the given options have an effect. - Throws: `UsageError`.
  private func checkUse(_ settings: RenderSettings) throws {
    guard let network = settings.network else {
      guard settings.alpha == 1 || settings.mode == .adaptive else {
        throw UsageError(
          "--alpha has no effect with --mode \(settings.mode.rawValue); omit it, or use --mode adaptive"
        )
      }
      return
    }
    let name = network.summary.name.printable
    let takesStyle = settings.takesStyle || NetworkSettings(network.summary).takesStyle
    guard settings.styles.isEmpty || takesStyle else {
      let count = network.summary.styleNames.count
      throw UsageError(
        "‘\(name)’ does not use style pictures; "
          + (count > 0 ? "replace --style by --style-index 0 to \(count - 1)" : "omit --style"))
    }
    guard settings.alpha == 1 || !settings.styles.isEmpty else {
      throw UsageError("--alpha needs --style")
    }
    guard batch.isEmpty || settings.poolsBatch else {
      throw UsageError("with --network, --batch needs --mode batch at one or more sites")
    }
  }
}
