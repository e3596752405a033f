// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Settings

/// Sites that settings are resolved for: those of a network, or the one site of pixel space or a
/// tensor.
protocol SiteModel {
  /// The sites, in order.
  var sites: [Site] { get }
  /// Rows of γ and β that are stored for a site.
  func table(at site: Site) throws -> [Affine]
  /// Running moments that are stored for a site.
  func runningMoments(at site: Site) -> RunningMoments?
  /// Whether the content's own features enter the site, at the level of its style.
  func receivesEncoderFeatures(_ site: Site) -> Bool
}

extension Network: SiteModel {
  var sites: [Site] { description.sites }
  func receivesEncoderFeatures(_ site: Site) -> Bool { description.receivesEncoderFeatures(site) }
}

/// The one site of pixel space, or of a user's tensor.
struct OneSiteModel: SiteModel {
  let site: Site
  /// Returns γ and β of the modes that have parameters.
  let parameters: () throws -> Affine

  var sites: [Site] { [site] }
  func table(at site: Site) throws -> [Affine] { [try parameters()] }
  func runningMoments(at site: Site) -> RunningMoments? { nil }
  func receivesEncoderFeatures(_ site: Site) -> Bool { false }
}

/// Resolves where the γ and β of each site come from.
///
/// A site that takes the moments of an encoder level has those of the style pictures. α mixes them
/// with the content's own moments: where the content's features enter the site unmodified, with
/// exactly the root that they are divided by (Huang & Belongie 2017, equation 14); at later sites,
/// whose input is mixed already, with the content's moments at that level when used as a style.
/// Elsewhere γ and β are those of the file, or under AdaIN the moments of the style at the same
/// site.
struct SiteResolver {
  let settings: RenderSettings
  let model: any SiteModel
  /// Returns the moments of a style picture at a site, C of them.
  let levelMoments: (_ style: WeightedStyle, _ site: Site, _ index: Int) throws -> [Moments]
  /// Returns the moments of each picture of the batch at an encoder level, C each.
  let contentMoments: (_ level: Int) throws -> [[Moments]]

  /// Returns the sites in order. - Throws: `RenderError`.
  func resolve() throws -> [ResolvedSite] {
    try model.sites.enumerated().map { index, site in try resolve(site, index) }
  }

  /// Returns one site. - Throws: `RenderError`.
  func resolve(_ site: Site, _ index: Int) throws -> ResolvedSite {
    let siteSettings = settings.sites[index]
    if siteSettings.mode == .none { return ResolvedSite(siteSettings, affines: []) }
    guard
      siteSettings.mode != .group
        || siteSettings.groups > 0 && site.channels % siteSettings.groups == 0
    else {
      throw RenderError.groups(siteSettings.groups, channels: site.channels)
    }
    let style = try styleAffine(of: site, index, siteSettings)
    let affine = try style ?? parameters(at: site)
    let isMixed = style != nil && siteSettings.mode != .conditional && settings.alpha != 1
    let contents = isMixed ? try contentAffines(at: site, siteSettings) : nil
    return ResolvedSite(
      siteSettings,
      affines: contents?.map {
        .mixture([$0, affine], weights: [1 - settings.alpha, settings.alpha])
      } ?? [affine],
      style: style, alpha: isMixed && contents == nil ? settings.alpha : 1,
      convention: siteSettings.mode == .adaptive ? settings.convention : .paper,
      running: siteSettings.usesRunningStatistics ? model.runningMoments(at: site) : nil,
      affineOverride: try givenParameters(channels: site.channels))
  }

  /// γ and β of each content when used as a style, for sites after the first AdaIN; nil for the
  /// first.
  private func contentAffines(at site: Site, _ siteSettings: SiteSettings) throws -> [Affine]? {
    guard case .style(let level) = site.source, !model.receivesEncoderFeatures(site) else {
      return nil
    }
    return try contentMoments(level).map { Affine(of: $0, estimator: estimator(siteSettings)) }
  }

  /// γ and β of the styles; nil where parameters are used.
  private func styleAffine(of site: Site, _ index: Int, _ siteSettings: SiteSettings) throws
    -> Affine?
  {
    guard siteSettings.mode.usesStyles || site.takesStyle else { return nil }
    if siteSettings.mode == .conditional, let network = settings.network,
      !network.summary.styleNames.isEmpty
    {
      return try parameters(at: site)
    }
    guard !settings.styles.isEmpty else {
      // With γ = 1 and β = 0 no style is needed.
      if siteSettings.usesIdentityAffine { return nil }
      throw missingStyle(siteSettings.mode)
    }
    let affines = try settings.styles.map { style in
      Affine(of: try levelMoments(style, site, index), estimator: estimator(siteSettings))
    }
    return try mixture(affines, usesRawWeights: siteSettings.mode == .conditional)
  }

  private func missingStyle(_ mode: NormalizationMode) -> RenderError {
    settings.network.map { .networkNeedsStyle(network: $0.summary.name) }
      ?? .modeNeedsStyle(mode: mode.abbreviation)
  }

  /// Estimator of a style's deviation, which becomes γ.
  private func estimator(_ siteSettings: SiteSettings) -> DeviationEstimator {
    siteSettings.mode == .adaptive
      ? settings.convention.styleEstimator(epsilon: siteSettings.epsilon)
      : DeviationEstimator(epsilon: siteSettings.epsilon)
  }

  /// CIN uses weights as given; elsewhere they are divided by their sum.
  private func mixture(_ affines: [Affine], usesRawWeights: Bool) throws -> Affine {
    let weights = settings.styles.map(\.weight)
    if usesRawWeights { return .mixture(affines, weights: weights) }
    guard weights.reduce(0, +) != 0 else { throw RenderError.zeroWeightSum }
    return AdaptiveInstanceNorm.blend(affines, weights: weights)
  }

  /// γ and β of the file: a row or a mixture of rows; 1 and 0 where there are none.
  private func parameters(at site: Site) throws -> Affine {
    let table = try model.table(at: site)
    guard let first = table.first else { return .identity(channels: site.channels) }
    guard table.count > 1, let network = settings.network, !network.styleMixture.isEmpty else {
      return first
    }
    let selected = network.styleMixture.sorted { ($0.row ?? 0) < ($1.row ?? 0) }
    let rows = try selected.map { style in
      guard let row = style.row, table.indices ~= row else {
        throw RenderError.unknownRow(network: network.summary.name, row: style.path)
      }
      return table[row]
    }
    return .mixture(rows, weights: selected.map(\.weight))
  }

  /// γ and β of the settings, one value per channel; only a one-site network has them.
  private func givenParameters(channels: Int) throws -> AffineOverride {
    guard settings.network == nil else { return AffineOverride() }
    func expanded(_ values: [Double]?, _ option: String) throws -> [Double]? {
      try values.map { try $0.expanded(to: channels, option: option) }
    }
    return AffineOverride(
      gamma: try expanded(settings.affineOverride.gamma, "--gamma"),
      beta: try expanded(settings.affineOverride.beta, "--beta"))
  }
}

extension [Double] {
  /// Returns one value per channel, given one for all or one for each.
  /// - Throws: `RenderError.valueCount`.
  public func expanded(to channels: Int, option: String) throws -> [Double] {
    if count == 1 { return Array(repeating: self[0], count: channels) }
    guard count == channels else {
      throw RenderError.valueCount(option: option, count: count, channels: channels)
    }
    return self
  }
}
