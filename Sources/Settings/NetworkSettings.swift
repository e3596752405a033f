// SPDX-License-Identifier: MIT

/// Description of a network: its sites and styles, without its weights.
public struct NetworkSummary: Equatable, Hashable, Sendable {
  /// Description of a site, where the network normalizes.
  public struct SiteSummary: Equatable, Hashable, Sendable {
    /// Name.
    public let name: String
    /// Number of channels C.
    public let channels: Int
    /// Normalization in the network file.
    public let defaultMode: NormalizationMode
    /// ε inside the root.
    public let epsilon: Double
    /// Whether the file contains running mean and variance of the site.
    public let hasRunningStatistics: Bool

    /// Creates a description.
    public init(
      name: String, channels: Int, defaultMode: NormalizationMode, epsilon: Double = 1e-5,
      hasRunningStatistics: Bool = false
    ) {
      (self.name, self.channels, self.defaultMode) = (name, channels, defaultMode)
      (self.epsilon, self.hasRunningStatistics) = (epsilon, hasRunningStatistics)
    }

    /// Settings of the network file.
    public var defaultSettings: SiteSettings {
      SiteSettings(mode: defaultMode, epsilon: epsilon, usesRunningStatistics: hasRunningStatistics)
    }
  }

  /// Name in the network library, or path of the file.
  public let name: String
  /// Architecture in Johnson's notation, or another short description.
  public let note: String
  /// Sites in execution order, at least one.
  public let sites: [SiteSummary]
  /// Names of the network's styles: each has a row γ, β at every site.
  public let styleNames: [String]
  /// Whether the output is a picture, rather than features.
  public let givesPicture: Bool

  /// Creates a description. - Precondition: `sites` is not empty.
  public init(
    name: String, note: String, sites: [SiteSummary], styleNames: [String] = [],
    givesPicture: Bool = true
  ) {
    precondition(!sites.isEmpty, "‘\(name)’ has no sites")
    (self.name, self.note, self.sites) = (name, note, sites)
    (self.styleNames, self.givesPicture) = (styleNames, givesPicture)
  }

  /// Returns the description of the same network with one more style.
  public func adding(style: String) -> NetworkSummary {
    NetworkSummary(
      name: name, note: note, sites: sites, styleNames: styleNames + [style],
      givesPicture: givesPicture)
  }
}

/// Network file that cannot be used, and the reason.
public struct UnusableNetwork: Equatable, Sendable {
  /// Name of the network.
  public let name: String
  /// Error message.
  public let reason: String

  /// Creates the entry of a file.
  public init(name: String, reason: String) { (self.name, self.reason) = (name, reason) }
}

/// Network, the settings of its sites, and the selected site.
public struct NetworkSettings: Equatable, Sendable {
  /// The network.
  public private(set) var summary: NetworkSummary
  /// Settings of each site, in execution order.
  public var sites: [SiteSettings]
  /// Index of the selected site.
  public var site: Int
  /// Network styles in the mixture; their weights are used as given.
  public var styleMixture: [WeightedStyle]

  /// Creates the default settings of a network, with its first site selected.
  public init(_ network: NetworkSummary) {
    self.summary = network
    sites = network.sites.map(\.defaultSettings)
    site = 0
    styleMixture = summary.styleNames.isEmpty ? [] : [WeightedStyle(row: 0)]
  }

  /// Replaces the description by one of the same network with other styles.
  public mutating func adopt(_ network: NetworkSummary) { self.summary = network }

  /// Description of the selected site.
  public var selectedSite: NetworkSummary.SiteSummary { summary.sites[site] }

  /// Settings of the selected site.
  public var siteSettings: SiteSettings {
    get { sites[site] }
    set { sites[site] = newValue }
  }

  /// Changes the settings of a site in place.
  mutating func updateSite(_ index: Int, _ change: (inout SiteSettings) -> Void) {
    change(&sites[index])
  }

  /// Sets the mode of all sites.
  public mutating func setMode(everywhere mode: NormalizationMode) {
    for index in sites.indices { sites[index].mode = mode }
  }

  /// Whether a site takes γ and β from style pictures.
  public var takesStyle: Bool {
    zip(summary.sites, sites).contains { site, siteSettings in
      switch siteSettings.mode {
      case .none: false
      case .adaptive: true
      case .conditional: summary.styleNames.isEmpty
      case .batch, .instance, .layer, .group: site.defaultMode == .adaptive
      }
    }
  }

  /// Whether a site pools statistics over the batch.
  public var poolsBatch: Bool { sites.contains { $0.mode == .batch && !$0.usesRunningStatistics } }
}
