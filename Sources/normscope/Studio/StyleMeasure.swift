// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization

/// The moments that a style picture has where it goes through a network.
final class StyleMeasure {
  private let network: Network
  private let picture: Tensor<Float>
  private lazy var levels = Result { try atLevels() }
  private lazy var sites = Result { try atSites() }

  init(_ network: Network, _ picture: Tensor<Float>) {
    (self.network, self.picture) = (network, picture)
  }

  /// One a channel: of the level that the site takes, else of what enters the site.
  func moments(at site: Networks.Site, _ index: Int) throws -> [Moments] {
    guard case .style(let level) = site.source else { return try sites.get()[index] }
    return try moments(atLevel: level)
  }

  /// One a channel of what a level has.
  func moments(atLevel level: Int) throws -> [Moments] {
    guard let moments = try levels.get().levels[level] else {
      throw UsageError("‘\(network.description.name.printable)’ has no level \(level)")
    }
    return moments
  }

  private func atLevels() throws -> StyleMoments {
    let run = try NetworkRun.checked(network, picture.shape, encoderOnly: true)
    run.setInput(picture)
    return try run.styleMoments() ?? StyleMoments()
  }

  /// The network's own normalization is done at the sites before.
  private func atSites() throws -> [[Moments]] {
    let run = try NetworkRun.checked(network, picture.shape, keeps: true)
    run.setInput(picture)
    _ = try run.run(toSite: run.sites.count - 1)
    return run.moments
  }
}
