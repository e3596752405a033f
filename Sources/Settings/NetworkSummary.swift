// SPDX-License-Identifier: MIT

/// What the explorer knows of a network: enough to choose among its sites.
public struct NetworkSummary: Equatable, Hashable, Sendable {
  /// A place where the network normalizes.
  public struct SiteSummary: Equatable, Hashable, Sendable {
    /// What people call it.
    public let name: String
    /// C.
    public let channels: Int
    /// What the network itself does there.
    public let own: Mode
    /// ε inside the root.
    public let epsilon: Double
    /// Whether the file has running moments for it.
    public let hasRunning: Bool

    /// A site.
    public init(
      name: String, channels: Int, own: Mode, epsilon: Double = 1e-5, hasRunning: Bool = false
    ) {
      (self.name, self.channels, self.own) = (name, channels, own)
      (self.epsilon, self.hasRunning) = (epsilon, hasRunning)
    }
  }

  /// What it is called on the shelf.
  public let name: String
  /// Johnson's notation, or what else tells it from others.
  public let note: String
  /// The sites, in order; one at least.
  public let sites: [SiteSummary]
  /// The names of the styles that the network itself has: a row γ, β for each at every site.
  public let rows: [String]
  /// Whether a picture comes out, rather than features.
  public let givesPicture: Bool

  /// A summary. - Precondition: there is a site.
  public init(
    name: String, note: String, sites: [SiteSummary], rows: [String] = [], givesPicture: Bool = true
  ) {
    precondition(!sites.isEmpty, "‘\(name)’ has no site")
    (self.name, self.note, self.sites) = (name, note, sites)
    (self.rows, self.givesPicture) = (rows, givesPicture)
  }
  /// The same network with one more style of its own.
  public func adding(row: String) -> NetworkSummary {
    NetworkSummary(
      name: name, note: note, sites: sites, rows: rows + [row], givesPicture: givesPicture)
  }
}
