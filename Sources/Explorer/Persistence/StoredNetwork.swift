// SPDX-License-Identifier: MIT

import Settings

/// A network in a session: what it is, and what is done at each of its sites.
struct NetworkForm: Codable {
  struct Place: Codable {
    let name: String
    let channels: Int
    let own: String
    let ownEpsilon: Double
    let hasRunning: Bool
    let mode: String
    let epsilon: Double
    let groups: Int
    let bare, running: Bool
    let edits, bareEdits: [String: SessionForm.Turned]
  }

  let name, note: String
  let givesPicture: Bool
  /// The names of its own styles.
  let styles: [String]
  /// Those that are mixed.
  let rows: [SessionForm.Style]
  /// The site that is looked at, from 0.
  let site: Int
  let sites: [Place]

  init(_ choice: NetworkSettings) {
    let network = choice.summary
    (name, note, givesPicture) = (network.name, network.note, network.givesPicture)
    styles = network.rows
    rows = choice.rows.map { SessionForm.Style(path: $0.path, weight: $0.weight) }
    site = choice.site
    sites = zip(network.sites, choice.sites).map(Place.init)
  }

  /// The choice. - Throws: `SessionError` for a value that the program cannot have.
  func choice() throws(SessionError) -> NetworkSettings {
    _ = try SessionForm.checked(site, "site", sites.indices ~= site)
    var places: [NetworkSummary.Site] = []
    var selected: [SiteSettings] = []
    for place in sites {
      places.append(try place.summary())
      selected.append(try place.siteSettings())
    }
    var choice = NetworkSettings(
      NetworkSummary(
        name: name, note: note, sites: places, rows: styles, givesPicture: givesPicture))
    (choice.sites, choice.site) = (selected, site)
    choice.rows = []
    for row in rows {
      let style = WeightedStyle(
        path: row.path, weight: try SessionForm.finite(row.weight, "weight"))
      let isThere = style.row.map(styles.indices.contains) ?? false
      choice.rows.append(try SessionForm.checked(style, "rows", isThere))
    }
    return choice
  }
}

extension NetworkForm.Place {
  init(_ site: NetworkSummary.Site, _ siteSettings: SiteSettings) {
    (name, channels, own) = (site.name, site.channels, site.own.rawValue)
    (ownEpsilon, hasRunning) = (site.epsilon, site.hasRunning)
    (mode, epsilon, groups) = (
      siteSettings.mode.rawValue, siteSettings.epsilon, siteSettings.groups
    )
    (bare, running) = (siteSettings.isBare, siteSettings.isRunning)
    edits = SessionForm.form(siteSettings.edits)
    bareEdits = SessionForm.form(siteSettings.bareEdits)
  }

  func summary() throws(SessionError) -> NetworkSummary.Site {
    NetworkSummary.Site(
      name: name, channels: try SessionForm.checked(channels, "channels", channels > 0),
      own: try SessionForm.known(own, "own"),
      epsilon: try SessionForm.checked(ownEpsilon, "ownEpsilon", ownEpsilon >= 0),
      hasRunning: hasRunning)
  }

  func siteSettings() throws(SessionError) -> SiteSettings {
    var siteSettings = SiteSettings(
      mode: try SessionForm.known(mode, "mode"),
      epsilon: try SessionForm.checked(epsilon, "epsilon", epsilon.isFinite && epsilon >= 0),
      isRunning: running)
    siteSettings.groups = try SessionForm.checked(groups, "groups", groups > 0)
    siteSettings.isBare = bare
    siteSettings.edits = try SessionForm.edits(of: edits, "edits")
    siteSettings.bareEdits = try SessionForm.edits(of: bareEdits, "bareEdits")
    return siteSettings
  }
}
