// SPDX-License-Identifier: MIT

/// Which network a picture goes through, and which of its sites is looked at.
extension State {
  /// The networks before and after the present one, the picture's own channels first.
  mutating func turnNetwork(_ steps: Int) {
    let names: [String?] = [nil] + networks.map(\.name)
    let place = names.firstIndex(of: setup.network?.network.name) ?? 0
    let next = names[((place + steps.signum()) % names.count + names.count) % names.count]
    if networks.isEmpty {
      notice = "there are no networks: normscope networks install fetches some"
    }
    putNetwork(called: next)
  }

  mutating func useNetwork(_ name: String?) -> [Effect] {
    let before = setup
    putNetwork(called: name)
    return setup == before ? [] : recompute()
  }

  private mutating func putNetwork(called name: String?) {
    putNetwork(networks.first { $0.name == name })
  }

  mutating func putNetwork(_ network: NetworkSummary?) {
    guard setup.network?.network.name != network?.name else { return }
    guard setup.input.isPicture else {
      notice = "a tensor goes through no network: c chooses a picture"
      return
    }
    put(network.map(NetworkChoice.init))
  }

  /// Goes through another network, seen from all its channels.
  mutating func put(_ network: NetworkChoice?) {
    setup.network = network
    if setup.lacksStyle(for: setup.mode) { setup.mode = .instance }
    (channel, channelFilter) = (.all, "")
    keepControlValid()
    showUsedMode()
    if page == .styles { findRow() }
  }

  mutating func turnSite(_ steps: Int) {
    guard let network = setup.network else { return }
    putSite(max(0, min(network.treatments.count - 1, network.site + steps)))
  }

  mutating func go(toSite index: Int) -> [Effect] {
    let before = setup
    if let network = setup.network, network.treatments.indices ~= index { putSite(index) }
    return setup == before ? [] : recompute()
  }

  mutating func putSite(_ index: Int) {
    guard setup.network?.site != index else { return }
    setup.network?.site = index
    let count = setup.network?.present.channels ?? 0
    if case .one(let index) = channel { channel = .one(min(index, count - 1)) }
    channelFilter = ""
    keepControlValid()
    showUsedMode()
  }

  /// Swaps the normalizer at all sites for that of the present one.
  mutating func useEverywhere() -> [Effect] {
    guard let network = setup.network else {
      notice = "there is one site; N chooses a network with more"
      return []
    }
    let mode = network.treatment.mode
    setup.network?.useEverywhere(mode)
    notice = "\(mode.name) at all \(network.treatments.count) sites (u: as it was)"
    return setup.network == network ? [] : recompute()
  }

  /// Opens the list of networks or of sites.
  mutating func choose(from control: Control) -> [Effect] {
    overlay = .palette(control == .site ? "site: " : "network: ", cursor: 0)
    return []
  }

  /// Takes in another content: a tensor goes through no network.
  mutating func use(content path: String) {
    setup.input = setup.input.replaced(by: path)
    // A content is not pooled with itself.
    setup.batch.removeAll { $0 == path }
    if !setup.input.isPicture { setup.network = nil }
    keepControlValid()
  }

  mutating func receive(progress share: Double, of revision: Int) {
    if revision == self.revision { progress = share }
  }

  /// What the present site had done to it at the start.
  var startingTreatment: Treatment {
    guard let network = setup.network else { return Setup.untouched(of: initial) }
    return initial.network?.network.name == network.network.name
      ? initial.network?.treatments[network.site] ?? network.present.untouched
      : network.present.untouched
  }

  /// Puts back what was turned at every site; the modes stay.
  mutating func resetTreatments() {
    guard let network = setup.network else {
      let start = startingTreatment
      (setup.isBare, setup.epsilon, setup.groups) = (false, start.epsilon, start.groups)
      return
    }
    for (index, site) in network.network.sites.enumerated() {
      let mode = network.treatments[index].mode
      setup.network?.treatments[index] = site.untouched
      setup.network?.treatments[index].mode = mode
    }
    for index in network.rows.indices { setup.network?.rows[index].weight = 1 }
  }
}

extension Setup {
  /// What is done to the channels of a picture itself.
  static func untouched(of setup: Setup) -> Treatment {
    var plain = setup
    plain.network = nil
    return plain.treatment
  }

  /// Whether a mode cannot be computed for want of a style.
  func lacksStyle(for mode: Mode) -> Bool {
    let hasRows = !(network?.network.rows.isEmpty ?? true)
    return mode.usesStyles && styles.isEmpty && !(hasRows && mode == .conditional)
  }

  /// Whether the weights of the mixture are divided by their sum.
  public var sharesWeights: Bool {
    network == nil ? mode == .adaptive : !usesRows && mode != .conditional
  }

  /// Whether the same is computed, whatever site is looked at.
  public func isSame(as other: Setup) -> Bool {
    var other = other
    other.network?.site = network?.site ?? 0
    return self == other
  }
}
