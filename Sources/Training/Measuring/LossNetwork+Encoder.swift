// SPDX-License-Identifier: MIT

import Networks

/// A judge that is a network's encoder as well: what the network saw in its pictures need not be
/// looked at again.
extension LossNetwork {
  /// The judge's layers by the names that they have as the encoder of `NetworkDescription.adain`.
  public func encoder(to level: Int) -> Parameters {
    let names = description(to: level).encoderNames
    let known = network.parameters.map { ("encoder." + $0.key, $0.value) }
    return Dictionary(uniqueKeysWithValues: known.filter { names.contains($0.0) })
  }

  /// Whether a network's encoder is the judge up to a level, layer by layer and bit for bit.
  func isEncoder(of network: Network, to level: Int) -> Bool {
    let (own, other) = (description(to: level), network.description)
    return own.encoder == other.encoder && own.input == other.input
      && encoder(to: level).allSatisfy { network.parameters[$0.key] == $0.value }
  }

  /// Parameters with the judge's own layers where they have them in the 16 bits that files keep.
  func restoring(_ parameters: Parameters) -> Parameters {
    parameters.merging(encoder(to: LossNetwork.content)) { kept, own in
      kept.shape == own.shape && kept.values == own.values.map { Float(Float16($0)) } ? own : kept
    }.filter { parameters[$0.key] != nil }
  }

  private func description(to level: Int) -> NetworkDescription {
    .adain(at: level, input: network.description.input)
  }
}

extension TrainingState {
  /// Puts the judge's own layers where the network's file kept them in 16 bits.
  public mutating func restoreEncoder(from lossNetwork: LossNetwork) {
    parameters = lossNetwork.restoring(parameters)
  }
}
