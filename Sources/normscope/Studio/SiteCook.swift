// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Normalization
import Settings

/// Makes the recipe of each site of a network from a setup: where γ and β come from.
///
/// A site that takes the moments of a level has them from the styles' pictures. α mixes them with the
/// content's own: with exactly what it is divided by where its features enter the site as they are
/// (Huang & Belongie 2017, equation 14); at the sites that follow with what it gives as a style, for
/// what enters there is no content's any more. Elsewhere γ and β are the file's, or under AdaIN the
/// moments of the style where it goes through the network at the same site.
struct SiteCook {
  let settings: RenderSettings
  let choice: NetworkSettings
  let network: Network
  /// What a style picture gives at levels and sites.
  let measure: (WeightedStyle) throws -> StyleMeasure
  /// The moments of each content picture at a level, C for each.
  let own: (Int) throws -> [[Moments]]

  /// One recipe a site, in order.
  func recipes() throws -> [SiteRecipe] {
    try network.description.sites.enumerated().map { try recipe(of: $1, $0) }
  }

  private func recipe(of site: Networks.Site, _ index: Int) throws -> SiteRecipe {
    let siteSettings = choice.sites[index]
    guard siteSettings.groups > 0, site.channels % siteSettings.groups == 0 else {
      throw UsageError(
        "\(siteSettings.groups) groups do not divide \(site.channels) channels evenly")
    }
    let style = try styleAffine(of: site, index, siteSettings)
    let start = try style ?? parameters(at: site)
    let isMixed = style != nil && siteSettings.mode != .conditional && settings.alpha != 1
    var (affines, alpha) = ([start], isMixed ? settings.alpha : 1)
    if isMixed, case .style(let level) = site.source,
      !network.description.receivesEncoderFeatures(site)
    {
      affines = try own(level).map { moments in
        .mixture(
          [Affine(of: moments, estimator: estimator(siteSettings)), start],
          weights: [1 - alpha, alpha])
      }
      alpha = 1
    }
    return SiteRecipe(
      siteSettings: siteSettings, affines: affines, style: style, alpha: alpha,
      convention: siteSettings.mode == .adaptive ? settings.convention : .paper,
      running: siteSettings.isRunning ? network.running(at: site) : nil)
  }

  /// γ and β that styles give; nil where parameters count.
  private func styleAffine(
    of site: Networks.Site, _ index: Int, _ siteSettings: SiteSettings
  ) throws -> Affine? {
    let takesLevel = if case .style = site.source { true } else { false }
    guard siteSettings.mode.usesStyles || takesLevel else { return nil }
    if siteSettings.mode == .none { return nil }
    if siteSettings.mode == .conditional, !choice.summary.rows.isEmpty {
      return try parameters(at: site)
    }
    guard !settings.styles.isEmpty else {
      throw UsageError(
        "‘\(choice.summary.name.printable)’ takes \(Self.letters) from a style: --style PATH, "
          + "or s in the explorer")
    }
    let estimator = estimator(siteSettings)
    let affines = try settings.styles.map { style in
      Affine(of: try measure(style).moments(at: site, index), estimator: estimator)
    }
    return try mixture(affines, isGiven: siteSettings.mode == .conditional)
  }

  /// The root that makes a style's γ.
  private func estimator(_ siteSettings: SiteSettings) -> DeviationEstimator {
    siteSettings.mode == .adaptive
      ? settings.convention.styleEstimator(epsilon: siteSettings.epsilon)
      : DeviationEstimator(epsilon: siteSettings.epsilon)
  }

  private static let letters = "γ and β"

  /// Weights as given for CIN, divided by their sum elsewhere.
  private func mixture(_ affines: [Affine], isGiven: Bool) throws -> Affine {
    let weights = settings.styles.map(\.weight)
    if isGiven { return .mixture(affines, weights: weights) }
    guard weights.reduce(0, +) != 0 else {
      throw UsageError("the style weights sum to 0, and AdaIN divides by their sum")
    }
    return AdaptiveInstanceNorm.blend(affines, weights: weights)
  }

  /// γ and β of the file: a row, or the mixture of rows; 1 and 0 where it has none.
  private func parameters(at site: Networks.Site) throws -> Affine {
    let table = network.table(at: site)
    guard let first = table.first else { return .identity(channels: site.channels) }
    if table.count == 1 || choice.rows.isEmpty { return first }
    let chosen = choice.rows.sorted { ($0.row ?? 0) < ($1.row ?? 0) }
    let rows = try chosen.map { style in
      guard let row = style.row, table.indices ~= row else {
        throw UsageError("‘\(choice.summary.name.printable)’ has no style \(style.path)")
      }
      return table[row]
    }
    return .mixture(rows, weights: chosen.map(\.weight))
  }
}
