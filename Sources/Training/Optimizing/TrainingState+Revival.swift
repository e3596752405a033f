// SPDX-License-Identifier: MIT

import Networks

/// Channels that give nothing any more: a ReLU of a convolution whose outputs are all below 0 passes no
/// gradient, and so they stay what they are.
extension TrainingState {
  /// Steps without a gradient after which a channel counts as dead.
  public static let patience = 100

  /// Gives dead channels new weights, a tenth as large as those of a network that begins, and sets to 0
  /// what the next convolution reads them with. Where nothing else reads them, what comes out stays the
  /// same; where a level, a site, or what goes around a residual block does, it changes, and some hundred
  /// steps mend it. The optimizer begins anew. A channel's new weights have the mean 0: where all inputs
  /// are above 0 it would else be above or below 0 everywhere.
  ///
  /// Dead are those whose bias has had no gradient since the optimizer began: v is exactly 0.
  /// - Returns: how many there were; nil before `patience` steps.
  public mutating func revive(in description: NetworkDescription) -> Int? {
    guard descent.adam.step >= Self.patience else { return nil }
    let fresh = description.beginning(seed: record.plan.seed &+ UInt64(step))
    let layers = description.convolutions
    var count = 0
    for (i, layer) in layers.enumerated() where layer.appliesReLU && !layer.isTransposed {
      let squares = descent.adam.squares[layer.name + ".bias"] ?? []
      let dead = squares.indices.filter { squares[$0] == 0 }
      guard !dead.isEmpty else { continue }
      count += dead.count
      renew(dead, of: layer, from: fresh)
      if layers.indices.contains(i + 1) { silence(dead, in: layers[i + 1], of: layer) }
    }
    if count > 0 { descent = Optimizer(record.plan.optimizer) }
    return count
  }

  private mutating func renew(
    _ channels: [Int], of layer: ConvolutionLayer, from fresh: Parameters
  ) {
    let name = layer.name + ".weight"
    let size = layer.weightShape.dropFirst().reduce(1, *)
    for channel in channels {
      parameters[layer.name + ".bias"]?.values[channel] = 0
      let range = channel * size..<(channel + 1) * size
      let values = fresh[name]?.values[range] ?? []
      let mean = values.reduce(0, +) / Float(size)
      for k in range { parameters[name]?.values[k] = 0.1 * (values[k] - mean) }
    }
  }

  /// The weights of the next layer for some of its inputs, which give nothing.
  private mutating func silence(
    _ channels: [Int], in next: ConvolutionLayer, of layer: ConvolutionLayer
  ) {
    guard next.inputs == layer.outputs, next.groups == 1, !next.isTransposed else { return }
    let taps = next.kernel.height * next.kernel.width
    for output in 0..<next.outputs {
      for channel in channels {
        let start = (output * next.inputs + channel) * taps
        for k in start..<start + taps { parameters[next.name + ".weight"]?.values[k] = 0 }
      }
    }
  }
}
