// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Moments of a style picture at the levels and sites of a network, computed when first needed.
final class PictureMoments {
  private let network: Network
  /// 1 × 3 × H × W, RGB in 0…1.
  private let picture: Tensor<Float>
  private lazy var levels = Result { try measureLevels() }
  private lazy var sites = Result { try measureSites() }

  init(_ network: Network, _ picture: Tensor<Float>) {
    (self.network, self.picture) = (network, picture)
  }

  /// Bytes of memory, for the cache.
  var bytes: Int { picture.shape.count * MemoryLayout<Float>.stride }

  /// Returns the C moments of the level that a site takes, else of the site's input.
  /// - Throws: `RenderError` or `NetworkError`.
  func moments(at site: Site, _ index: Int) throws -> [Moments] {
    guard case .style(let level) = site.source else { return try sites.get()[index] }
    return try moments(atLevel: level)
  }

  /// Returns the C moments of an encoder level. - Throws: `RenderError` or `NetworkError`.
  func moments(atLevel level: Int) throws -> [Moments] {
    guard let moments = try levels.get().levels[level] else {
      throw RenderError.unknownLevel(network: network.description.name, level: level)
    }
    return moments
  }

  private func measureLevels() throws -> LevelMoments {
    let run = try NetworkRun.withinMemory(network, picture.shape, encoderOnly: true)
    run.setInput(picture)
    return try run.levelMoments() ?? LevelMoments()
  }

  /// The sites before each one normalize as the network itself does.
  private func measureSites() throws -> [[Moments]] {
    let run = try NetworkRun.withinMemory(network, picture.shape, keepsActivations: true)
    run.setInput(picture)
    _ = try run.run(toSite: run.sites.count - 1)
    return run.moments
  }
}
