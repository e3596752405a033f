// SPDX-License-Identifier: MIT

/// A network to run, what is done at each of its sites, and the site that is looked at.
public struct NetworkSettings: Equatable, Sendable {
  /// The network.
  public private(set) var summary: NetworkSummary
  /// What is done at each site, in order.
  public var sites: [SiteSettings]
  /// The site that is looked at, counted from 0.
  public var site: Int
  /// The network's own styles in the mixture, their weights used as given.
  public var rows: [WeightedStyle]

  /// A network as it is, seen from its first site.
  public init(_ network: NetworkSummary) {
    self.summary = network
    sites = network.sites.map(\.untouched)
    site = 0
    rows = summary.rows.isEmpty ? [] : [WeightedStyle(row: 0)]
  }

  /// Takes the same network with other rows.
  public mutating func adopt(_ network: NetworkSummary) { self.summary = network }

  /// The site that is looked at.
  public var selectedSite: NetworkSummary.SiteSummary { summary.sites[site] }

  /// What is done there.
  public var siteSettings: SiteSettings {
    get { sites[site] }
    set { sites[site] = newValue }
  }

  /// Whether something else than the network's own is done at a site.
  public func isTouched(_ site: Int) -> Bool {
    sites[site] != summary.sites[site].untouched
  }

  /// The same mode at every site.
  public mutating func useEverywhere(_ mode: Mode) {
    for index in sites.indices { sites[index].mode = mode }
  }

  /// Whether γ and β are a style picture's somewhere.
  public var takesStyle: Bool {
    zip(summary.sites, sites).contains { site, siteSettings in
      switch siteSettings.mode {
      case .none: false
      case .adaptive: true
      case .conditional: summary.rows.isEmpty
      case .batch, .instance, .layer, .group: site.own == .adaptive
      }
    }
  }

  /// Whether statistics are pooled over the batch somewhere.
  public var poolsBatch: Bool { sites.contains { $0.mode == .batch && !$0.isRunning } }
}

extension NetworkSummary.SiteSummary {
  /// What the network itself does there.
  public var untouched: SiteSettings {
    SiteSettings(mode: own, epsilon: epsilon, isRunning: hasRunning)
  }
}
