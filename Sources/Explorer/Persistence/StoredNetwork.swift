// SPDX-License-Identifier: MIT

import Settings

/// Network in a session file: its description and the settings of each site.
struct StoredNetwork: Codable {
  struct StoredSite: Codable {
    let name: String
    let channels: Int
    let own: String
    let ownEpsilon: Double
    let hasRunning: Bool
    let mode: String
    let epsilon: Double
    let groups: Int
    let bare, running: Bool
    let edits, bareEdits: [String: StoredSession.Edit]
  }

  let name, note: String
  let givesPicture: Bool
  /// Names of the network’s styles.
  let styles: [String]
  /// Styles in the mixture.
  let rows: [StoredSession.Style]
  /// Index of the selected site.
  let site: Int
  let sites: [StoredSite]

  init(_ settings: NetworkSettings) {
    let network = settings.summary
    (name, note, givesPicture) = (network.name, network.note, network.givesPicture)
    styles = network.styleNames
    rows = settings.styleMixture.map { StoredSession.Style(path: $0.path, weight: $0.weight) }
    site = settings.site
    sites = zip(network.sites, settings.sites).map(StoredSite.init)
  }

  /// Returns the settings.
  /// - Throws: `SessionError` for an invalid value.
  func settings() throws(SessionError) -> NetworkSettings {
    _ = try StoredSession.checked(site, "site", sites.indices ~= site)
    var summaries: [NetworkSummary.SiteSummary] = []
    var siteSettings: [SiteSettings] = []
    for site in sites {
      summaries.append(try site.summary())
      siteSettings.append(try site.siteSettings())
    }
    var settings = NetworkSettings(
      NetworkSummary(
        name: name, note: note, sites: summaries, styleNames: styles, givesPicture: givesPicture))
    (settings.sites, settings.site) = (siteSettings, site)
    settings.styleMixture = []
    for row in rows {
      let style = WeightedStyle(
        path: row.path, weight: try StoredSession.finite(row.weight, "weight"))
      let exists = style.row.map(styles.indices.contains) ?? false
      settings.styleMixture.append(try StoredSession.checked(style, "rows", exists))
    }
    return settings
  }
}

extension StoredNetwork.StoredSite {
  init(_ site: NetworkSummary.SiteSummary, _ siteSettings: SiteSettings) {
    (name, channels, own) = (site.name, site.channels, site.defaultMode.rawValue)
    (ownEpsilon, hasRunning) = (site.epsilon, site.hasRunningStatistics)
    (mode, epsilon, groups) = (
      siteSettings.mode.rawValue, siteSettings.epsilon, siteSettings.groups
    )
    (bare, running) = (siteSettings.usesIdentityAffine, siteSettings.usesRunningStatistics)
    edits = StoredSession.form(siteSettings.edits)
    bareEdits = StoredSession.form(siteSettings.identityAffineEdits)
  }

  func summary() throws(SessionError) -> NetworkSummary.SiteSummary {
    NetworkSummary.SiteSummary(
      name: name, channels: try StoredSession.checked(channels, "channels", channels > 0),
      defaultMode: try StoredSession.known(own, "own"),
      epsilon: try StoredSession.checked(ownEpsilon, "ownEpsilon", ownEpsilon >= 0),
      hasRunningStatistics: hasRunning)
  }

  func siteSettings() throws(SessionError) -> SiteSettings {
    var siteSettings = SiteSettings(
      mode: try StoredSession.known(mode, "mode"),
      epsilon: try StoredSession.checked(epsilon, "epsilon", epsilon.isFinite && epsilon >= 0),
      usesRunningStatistics: running)
    siteSettings.groups = try StoredSession.checked(groups, "groups", groups > 0)
    siteSettings.usesIdentityAffine = bare
    siteSettings.edits = try StoredSession.edits(of: edits, "edits")
    siteSettings.identityAffineEdits = try StoredSession.edits(of: bareEdits, "bareEdits")
    return siteSettings
  }
}
