// SPDX-License-Identifier: MIT

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

  init(_ choice: NetworkChoice) {
    let network = choice.network
    (name, note, givesPicture) = (network.name, network.note, network.givesPicture)
    styles = network.rows
    rows = choice.rows.map { SessionForm.Style(path: $0.path, weight: $0.weight) }
    site = choice.site
    sites = zip(network.sites, choice.treatments).map(Place.init)
  }

  /// The choice. - Throws: `SessionError` for a value that the program cannot have.
  func choice() throws(SessionError) -> NetworkChoice {
    _ = try SessionForm.checked(site, "site", sites.indices ~= site)
    var places: [NetworkSummary.Site] = []
    var treatments: [Treatment] = []
    for place in sites {
      places.append(try place.summary())
      treatments.append(try place.treatment())
    }
    var choice = NetworkChoice(
      NetworkSummary(
        name: name, note: note, sites: places, rows: styles, givesPicture: givesPicture))
    (choice.treatments, choice.site) = (treatments, site)
    choice.rows = []
    for row in rows {
      let style = StyleChoice(path: row.path, weight: try SessionForm.finite(row.weight, "weight"))
      let isThere = style.row.map(styles.indices.contains) ?? false
      choice.rows.append(try SessionForm.checked(style, "rows", isThere))
    }
    return choice
  }
}

extension NetworkForm.Place {
  init(_ site: NetworkSummary.Site, _ treatment: Treatment) {
    (name, channels, own) = (site.name, site.channels, site.own.rawValue)
    (ownEpsilon, hasRunning) = (site.epsilon, site.hasRunning)
    (mode, epsilon, groups) = (treatment.mode.rawValue, treatment.epsilon, treatment.groups)
    (bare, running) = (treatment.isBare, treatment.isRunning)
    edits = SessionForm.form(treatment.edits)
    bareEdits = SessionForm.form(treatment.bareEdits)
  }

  func summary() throws(SessionError) -> NetworkSummary.Site {
    NetworkSummary.Site(
      name: name, channels: try SessionForm.checked(channels, "channels", channels > 0),
      own: try SessionForm.known(own, "own"),
      epsilon: try SessionForm.checked(ownEpsilon, "ownEpsilon", ownEpsilon >= 0),
      hasRunning: hasRunning)
  }

  func treatment() throws(SessionError) -> Treatment {
    var treatment = Treatment(
      mode: try SessionForm.known(mode, "mode"),
      epsilon: try SessionForm.checked(epsilon, "epsilon", epsilon.isFinite && epsilon >= 0),
      isRunning: running)
    treatment.groups = try SessionForm.checked(groups, "groups", groups > 0)
    treatment.isBare = bare
    treatment.edits = try SessionForm.edits(of: edits, "edits")
    treatment.bareEdits = try SessionForm.edits(of: bareEdits, "bareEdits")
    return treatment
  }
}
