// SPDX-License-Identifier: MIT

import Networks

/// Dead channels: a ReLU whose input is negative everywhere passes no gradient, so the channel
/// stays zero for the rest of the training.
extension TrainingState {
  /// Number of steps without a gradient after which a channel counts as dead.
  public static let deadChannelSteps = 100

  /// Reinitializes dead channels: their weights get a tenth of the usual initial scale, and the
  /// next convolution's weights for them become 0.
  ///
  /// If only that convolution reads the channels, the network's output stays the same. If a level,
  /// a site or the skip connection of a residual block reads them too, the output changes and
  /// recovers within some hundred steps. New weights have mean 0: with positive inputs, a channel
  /// with another mean would be positive or negative everywhere. The optimizer state is reset.
  ///
  /// A channel is dead if its bias has had no gradient since the optimizer state was created, so v
  /// = 0.
  /// - Returns: the number of dead channels; nil before `deadChannelSteps` steps of the optimizer.
  public mutating func reviveDeadChannels(in description: NetworkDescription) -> Int? {
    guard optimizer.adam.step >= Self.deadChannelSteps else { return nil }
    let initial = description.initialParameters(seed: record.hyperparameters.seed &+ UInt64(step))
    let layers = description.convolutions
    var count = 0
    for (i, layer) in layers.enumerated() where layer.appliesReLU && !layer.isTransposed {
      let squares = optimizer.adam.secondMoments[layer.name + ".bias"] ?? []
      let dead = squares.indices.filter { squares[$0] == 0 }
      guard !dead.isEmpty else { continue }
      count += dead.count
      reinitialize(dead, of: layer, from: initial)
      if layers.indices.contains(i + 1) { zeroWeights(of: layers[i + 1], for: dead, of: layer) }
    }
    if count > 0 { optimizer = Optimizer(record.hyperparameters.optimizer) }
    return count
  }

  private mutating func reinitialize(
    _ channels: [Int], of layer: ConvolutionLayer, from initial: Parameters
  ) {
    let name = layer.name + ".weight"
    let size = layer.weightShape.dropFirst().reduce(1, *)
    for channel in channels {
      parameters[layer.name + ".bias"]?.values[channel] = 0
      let range = channel * size..<(channel + 1) * size
      let values = initial[name]?.values[range] ?? []
      let mean = values.reduce(0, +) / Float(size)
      for k in range { parameters[name]?.values[k] = 0.1 * (values[k] - mean) }
    }
  }

  /// Sets the weights of the next layer for some of its input channels to 0.
  private mutating func zeroWeights(
    of next: ConvolutionLayer, for channels: [Int], of layer: ConvolutionLayer
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
