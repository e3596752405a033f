// SPDX-License-Identifier: MIT

import Settings

/// The network that the picture passes through, and its selected site.
extension ExplorerState {
  /// Selects the next or previous network; the first choice is no network.
  mutating func adjustNetwork(_ steps: Int) {
    let names: [String?] = [nil] + networks.map(\.name)
    let place = names.firstIndex(of: settings.network?.summary.name) ?? 0
    let next = names[((place + steps.signum()) % names.count + names.count) % names.count]
    if networks.isEmpty {
      notice = "no networks found: normscope networks install downloads some"
    }
    setNetwork(called: next)
  }

  /// Stores the list of networks, and reports the files that cannot be used.
  mutating func receive(_ usable: [NetworkSummary], _ unusable: [UnusableNetwork]) {
    (networks, unusableNetworks) = (usable, unusable)
    guard let first = unusable.first else { return }
    notice =
      notice
      ?? (unusable.count == 1
        ? first.reason : "\(unusable.count) network files cannot be used: N lists them")
  }

  /// Adopts the new description of a network whose file has changed: its edits no longer apply.
  mutating func adopt(changed network: NetworkSummary) -> [Effect] {
    networks = networks.map { $0.name == network.name ? network : $0 }
    guard let old = settings.network?.summary, old.name == network.name, old != network else {
      return []
    }
    use(NetworkSettings(network))
    notice = "the file of ‘\(network.name.printable)’ changed; its edits are reset"
    return recompute()
  }

  mutating func useNetwork(_ name: String?) -> [Effect] {
    if let network = unusableNetworks.first(where: { $0.name == name }) {
      notice = network.reason
      return []
    }
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
      notice = "networks need a picture, not a tensor: c chooses one"
      return
    }
    use(network.map(NetworkSettings.init))
  }

  /// Selects a network and all its channels.
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

  /// Uses the mode of the selected site at all sites.
  mutating func useEverywhere() -> [Effect] {
    guard let network = settings.network else {
      notice = "pixels have one site; N chooses a network"
      return []
    }
    let mode = network.siteSettings.mode
    settings.network?.setMode(everywhere: mode)
    notice = "\(mode.name) at all \(network.sites.count) sites (u: undo)"
    return settings.network == network ? [] : recompute()
  }

  /// Opens the command palette with the networks or the sites.
  mutating func select(from control: Control) -> [Effect] {
    overlay = .palette(control == .site ? "site: " : "network: ", cursor: 0)
    return []
  }

  /// Replaces the content. A tensor cannot pass through a network.
  mutating func use(content input: Input) {
    let isOtherKind = input.isPicture != settings.input.isPicture
    settings.input = input
    // The content is part of its own batch already.
    settings.batch.removeAll { $0 == input.path }
    if !settings.input.isPicture { settings.network = nil }
    if isOtherKind { useStylesOfTheContentsKind() }
    keepControlValid()
  }

  /// Replaces the styles, because those of a picture are pictures and those of a tensor are tensors.
  private mutating func useStylesOfTheContentsKind() {
    let isKindOfStart = initial.input.isPicture == settings.input.isPicture
    settings.styles = isKindOfStart ? initial.styles : []
    if settings.lacksStyle(for: settings.mode) { settings.mode = .instance }
  }

  mutating func receive(progress share: Double, of revision: Int) {
    if revision == self.revision { progress = share }
  }

  /// Settings of the selected site at the start.
  var initialSiteSettings: SiteSettings {
    guard let network = settings.network else {
      return RenderSettings.pixelSiteSettings(of: initial)
    }
    return initial.network?.summary.name == network.summary.name
      ? initial.network?.sites[network.site] ?? network.selectedSite.defaultSettings
      : network.selectedSite.defaultSettings
  }

  /// Resets the edits at every site; the modes stay.
  mutating func resetSites() {
    guard let network = settings.network else {
      let start = initialSiteSettings
      (settings.usesIdentityAffine, settings.epsilon, settings.groups) = (
        false, start.epsilon, start.groups
      )
      return
    }
    for (index, site) in network.summary.sites.enumerated() {
      let mode = network.sites[index].mode
      settings.network?.sites[index] = site.defaultSettings
      settings.network?.sites[index].mode = mode
    }
    for index in network.styleMixture.indices { settings.network?.styleMixture[index].weight = 1 }
  }
}

extension RenderSettings {
  /// Settings for the channels of the picture itself.
  static func pixelSiteSettings(of settings: RenderSettings) -> SiteSettings {
    var plain = settings
    plain.network = nil
    return plain.siteSettings
  }

  /// Whether a mode needs a style and there is none.
  func lacksStyle(for mode: NormalizationMode) -> Bool {
    let hasRows = !(network?.summary.styleNames.isEmpty ?? true)
    return mode.usesStyles && styles.isEmpty && !(hasRows && mode == .conditional)
  }

  /// Whether the weights of the mixture are divided by their sum.
  public var normalizesWeights: Bool {
    network == nil ? mode == .adaptive : !usesRows && mode != .conditional
  }

  /// Whether the same is computed, regardless of the selected site.
  public func isEquivalent(to other: RenderSettings) -> Bool {
    var other = other
    other.network?.site = network?.site ?? 0
    return self == other
  }
}
