// SPDX-License-Identifier: MIT

import Settings

/// Which network a picture goes through, and which of its sites is looked at.
extension State {
  /// The networks before and after the present one, the picture's own channels first.
  mutating func adjustNetwork(_ steps: Int) {
    let names: [String?] = [nil] + networks.map(\.name)
    let place = names.firstIndex(of: settings.network?.summary.name) ?? 0
    let next = names[((place + steps.signum()) % names.count + names.count) % names.count]
    if networks.isEmpty {
      notice = "there are no networks: normscope networks install fetches some"
    }
    setNetwork(called: next)
  }

  mutating func useNetwork(_ name: String?) -> [Effect] {
    let before = settings
    setNetwork(called: name)
    return settings == before ? [] : recompute()
  }

  private mutating func setNetwork(called name: String?) {
    setNetwork(networks.first { $0.name == name })
  }

  mutating func setNetwork(_ network: NetworkSummary?) {
    guard settings.network?.summary.name != network?.name else { return }
    guard settings.input.isPicture else {
      notice = "a tensor goes through no network: c chooses a picture"
      return
    }
    use(network.map(NetworkSettings.init))
  }

  /// Goes through another network, seen from all its channels.
  mutating func use(_ network: NetworkSettings?) {
    settings.network = network
    if settings.lacksStyle(for: settings.mode) { settings.mode = .instance }
    (channel, channelsPage.filter) = (.all, "")
    keepControlValid()
    selectUsedMode()
    if page == .styles { selectShownStyle() }
  }

  mutating func adjustSite(_ steps: Int) {
    guard let network = settings.network else { return }
    setSite(max(0, min(network.sites.count - 1, network.site + steps)))
  }

  mutating func selectSite(_ index: Int) -> [Effect] {
    let before = settings
    if let network = settings.network, network.sites.indices ~= index { setSite(index) }
    return settings == before ? [] : recompute()
  }

  mutating func setSite(_ index: Int) {
    guard settings.network?.site != index else { return }
    settings.network?.site = index
    let count = settings.network?.selectedSite.channels ?? 0
    if case .one(let index) = channel { channel = .one(min(index, count - 1)) }
    channelsPage.filter = ""
    keepControlValid()
    selectUsedMode()
  }

  /// Swaps the normalizer at all sites for that of the present one.
  mutating func useEverywhere() -> [Effect] {
    guard let network = settings.network else {
      notice = "there is one site; N chooses a network with more"
      return []
    }
    let mode = network.siteSettings.mode
    settings.network?.useEverywhere(mode)
    notice = "\(mode.name) at all \(network.sites.count) sites (u: as it was)"
    return settings.network == network ? [] : recompute()
  }

  /// Opens the list of networks or of sites.
  mutating func select(from control: Control) -> [Effect] {
    overlay = .palette(control == .site ? "site: " : "network: ", cursor: 0)
    return []
  }

  /// Takes in another content: a tensor goes through no network.
  mutating func use(content path: String) {
    settings.input = settings.input.replaced(by: path)
    // A content is not pooled with itself.
    settings.batch.removeAll { $0 == path }
    if !settings.input.isPicture { settings.network = nil }
    keepControlValid()
  }

  mutating func receive(progress share: Double, of revision: Int) {
    if revision == self.revision { progress = share }
  }

  /// What the present site had done to it at the start.
  var initialSiteSettings: SiteSettings {
    guard let network = settings.network else {
      return RenderSettings.pixelSiteSettings(of: initial)
    }
    return initial.network?.summary.name == network.summary.name
      ? initial.network?.sites[network.site] ?? network.selectedSite.untouched
      : network.selectedSite.untouched
  }

  /// Puts back what was turned at every site; the modes stay.
  mutating func resetSites() {
    guard let network = settings.network else {
      let start = initialSiteSettings
      (settings.isBare, settings.epsilon, settings.groups) = (false, start.epsilon, start.groups)
      return
    }
    for (index, site) in network.summary.sites.enumerated() {
      let mode = network.sites[index].mode
      settings.network?.sites[index] = site.untouched
      settings.network?.sites[index].mode = mode
    }
    for index in network.rows.indices { settings.network?.rows[index].weight = 1 }
  }
}

extension RenderSettings {
  /// What is done to the channels of a picture itself.
  static func pixelSiteSettings(of settings: RenderSettings) -> SiteSettings {
    var plain = settings
    plain.network = nil
    return plain.siteSettings
  }

  /// Whether a mode cannot be computed for want of a style.
  func lacksStyle(for mode: Mode) -> Bool {
    let hasRows = !(network?.summary.rows.isEmpty ?? true)
    return mode.usesStyles && styles.isEmpty && !(hasRows && mode == .conditional)
  }

  /// Whether the weights of the mixture are divided by their sum.
  public var normalizesWeights: Bool {
    network == nil ? mode == .adaptive : !usesRows && mode != .conditional
  }

  /// Whether the same is computed, whatever site is looked at.
  public func isEquivalent(to other: RenderSettings) -> Bool {
    var other = other
    other.network?.site = network?.site ?? 0
    return self == other
  }
}
