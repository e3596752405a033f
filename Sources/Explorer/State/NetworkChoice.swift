// SPDX-License-Identifier: MIT

/// A network to run, what is done at each of its sites, and the site that is looked at.
public struct NetworkChoice: Equatable, Sendable {
  /// The network.
  public private(set) var network: NetworkSummary
  /// What is done at each site, in order.
  public var treatments: [Treatment]
  /// The site that is looked at, counted from 0.
  public var site: Int
  /// The network's own styles in the mixture, their weights used as given.
  public var rows: [StyleChoice]

  /// A network as it is, seen from its first site.
  public init(_ network: NetworkSummary) {
    self.network = network
    treatments = network.sites.map(\.untouched)
    site = 0
    rows = network.rows.isEmpty ? [] : [StyleChoice(row: 0)]
  }

  /// Takes the same network with other rows.
  mutating func adopt(_ network: NetworkSummary) { self.network = network }

  /// The site that is looked at.
  public var present: NetworkSummary.Site { network.sites[site] }

  /// What is done there.
  public var treatment: Treatment {
    get { treatments[site] }
    set { treatments[site] = newValue }
  }

  /// Whether something else than the network's own is done at a site.
  public func isTouched(_ site: Int) -> Bool {
    treatments[site] != network.sites[site].untouched
  }

  /// The same mode at every site.
  public mutating func useEverywhere(_ mode: Mode) {
    for index in treatments.indices { treatments[index].mode = mode }
  }

  /// Whether γ and β are a style picture's somewhere.
  public var takesStyle: Bool {
    zip(network.sites, treatments).contains { site, treatment in
      switch treatment.mode {
      case .none: false
      case .adaptive: true
      case .conditional: network.rows.isEmpty
      case .batch, .instance, .layer, .group: site.own == .adaptive
      }
    }
  }

  /// Whether statistics are pooled over the batch somewhere.
  public var poolsBatch: Bool { treatments.contains { $0.mode == .batch && !$0.isRunning } }
}

extension NetworkSummary.Site {
  /// What the network itself does there.
  public var untouched: Treatment {
    Treatment(mode: own, epsilon: epsilon, isRunning: hasRunning)
  }
}
