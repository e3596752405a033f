// SPDX-License-Identifier: MIT

import Explorer
import Networks
import Normalization
import Pictures

/// Networks that were read, runs of them, and what styles give: so that a slider begins nothing anew.
final class NetworkStore {
  private let keepsRuns: Bool
  private let shelf: NetworkLibrary
  private let networks = Cache<String, Network>(limit: 3)
  private let runs = Cache<String, KeptRun>(limit: 3)
  private let styles = Cache<String, StyleMeasure>(limit: 64)

  init(keepsRuns: Bool, shelf: NetworkLibrary) { (self.keepsRuns, self.shelf) = (keepsRuns, shelf) }

  /// A network by its name or path, with a site to look at.
  func network(_ name: String) throws -> Network {
    try networks.value(name) {
      let read = try shelf.file(of: name).network()
      guard read.description.sites.isEmpty else { return read }
      return try Network(read.description.withSitesAtLevels, read.parameters)
    }
  }

  /// Takes a network with other rows of γ and β in place of the one of its name; runs of it go on.
  func use(_ network: Network, as name: String) { networks.put(network, for: name) }

  /// A run for pictures of a shape. - Throws: one sentence where there is no memory for it.
  func run(_ network: Network, called name: String, _ shape: Shape) throws -> KeptRun {
    try runs.value("\(shape) \(name)") {
      KeptRun(try NetworkRun.checked(network, shape, keeps: keepsRuns))
    }
  }

  /// What a picture gives as a style. - Parameter name: the network, the picture, and its size.
  func style(_ network: Network, called name: String, _ picture: () throws -> Tensor<Float>) throws
    -> StyleMeasure
  {
    try styles.value(name) { StyleMeasure(network, try picture()) }
  }
}
