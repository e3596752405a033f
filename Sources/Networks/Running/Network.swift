// SPDX-License-Identifier: MIT

import Normalization

/// A description with its weights, checked against each other.
public final class Network: Sendable {
  /// What it does.
  public let description: NetworkDescription
  /// All of its tensors.
  public let parameters: Parameters
  /// Packed weights, which runs share.
  let packedWeights = PackedWeightsCache()

  /// A network whose tensors are all there and as large as the description says.
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
