// SPDX-License-Identifier: MIT

import Normalization

/// A network: a description and weights that agree with it. Runs on several threads may share it.
public final class Network: Sendable {
  /// The layers.
  public let description: NetworkDescription
  /// The tensors by name.
  public let parameters: Parameters
  /// Packed weights, shared by all runs.
  let packedWeights = PackedWeightsCache()

  /// Checks the tensors against the description.
  /// - Throws: `NetworkError`.
  public init(_ description: NetworkDescription, _ parameters: Parameters) throws(NetworkError) {
    (self.description, self.parameters) = (description, parameters)
    try description.check()
    for layer in description.convolutions {
      try check(layer.weightName, layer.weightShape)
      if layer.hasBias { try check(layer.biasName, [layer.outputs]) }
    }
    for site in description.sites { try check(site) }
  }

  private func check(_ name: String, _ shape: [Int]) throws(NetworkError) {
    let parameter = try parameter(name)
    guard parameter.shape == shape else {
      throw .shape(name, expected: shape, found: parameter.shape)
    }
  }

  private func check(_ site: Site) throws(NetworkError) {
    for name in site.parameterNames {
      let found = try parameter(name)
      let isTable = found.shape.count == 2 && found.shape[1] == site.channels
      guard found.shape == [site.channels] || isTable && found.shape[0] > 0 else {
        throw .shape(name, expected: [site.channels], found: found.shape)
      }
    }
    guard case .batch(_, _, _, let variance) = site.source else { return }
    let isPositive = try parameter(variance).values.allSatisfy { $0 >= 0 }
    guard isPositive else { throw .negative(variance) }
  }

  private func parameter(_ name: String) throws(NetworkError) -> Parameter {
    guard let parameter = parameters[name] else { throw .missing(name) }
    guard parameter.values.allSatisfy(\.isFinite) else { throw .notFinite(name) }
    return parameter
  }
}
