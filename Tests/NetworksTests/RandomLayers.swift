// SPDX-License-Identifier: MIT

import Normalization
import Networks
import TestSupport

/// Generator of random layers, most of which are valid in sequence.
struct RandomLayers {
  var random: SplitMix
  /// Input channels of the first layer.
  let inputs: Int
  private var channels: Int
  private var names = 0

  init(random: SplitMix) {
    self.random = random
    inputs = Int.random(in: 0...3, using: &self.random) == 0 ? 5 : 3
    channels = inputs
  }

  /// Returns a number of layers. - Parameter depth: the nesting depth of residual blocks.
  mutating func layers(_ count: Int, depth: Int) -> [Layer] {
    (0..<count).map { _ in layer(depth: depth) }
  }

  private mutating func layer(depth: Int) -> Layer {
    names += 1
    switch random.next() % 12 {
    case 0, 1, 2, 3: return .convolution(convolution())
    case 4, 5: return .site(site())
    case 6: return .activation(ActivationFunction.allCases[number(0...2)])
    case 7:
      var layer = PoolingLayer(
        number(0...1) == 0 ? .max : .average, window: size(1...3), stride: size(1...3))
      layer.isCeiling = number(0...1) == 0
      return .pooling(layer)
    case 8: return .upsampling
    case 9: return .level(number(0...3))
    case 10 where depth < 3: return .residual(layers(number(0...3), depth: depth + 1))
    default: return .conv("c\(names)", channels, channels)
    }
  }

  private mutating func convolution() -> ConvolutionLayer {
    let outputs = number(0...2) == 0 ? 3 : size(1...20)
    let inputs = number(0...19) == 0 ? size(1...4) : channels
    var layer = ConvolutionLayer(
      "c\(names)", inputs, outputs, kernel: SpatialSize(size(1...4), size(1...4)))
    (layer.stride, layer.paddingMode) = (
      SpatialSize(size(1...2), size(1...2)), PaddingMode.allCases[number(0...2)]
    )
    layer.padding = Padding(
      top: number(0...2), left: number(0...2), bottom: number(0...2), right: size(1...2))
    layer.groups = number(0...9) == 0 ? number(0...3) : 1
    (layer.appliesReLU, layer.hasBias) = (number(0...1) == 0, number(0...1) == 0)
    layer.isTransposed = number(0...5) == 0
    channels = outputs
    return layer
  }

  private mutating func site() -> Site {
    let siteChannels = number(0...19) == 0 ? size(1...4) : channels
    let name = "s\(names)"
    let sources: [Site.Source] = [
      .none, .style(level: number(0...3)), .instance(gamma: name + ".g", beta: name + ".b"),
      .batch(gamma: name + ".g", beta: name + ".b", mean: name + ".m", variance: name + ".v"),
    ]
    return Site(name, siteChannels, sources[number(0...3)], epsilon: number(0...9) == 0 ? 0 : 1e-5)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  /// Returns a number of a range, or rarely one that is invalid or extreme.
  private mutating func size(_ range: ClosedRange<Int>) -> Int {
    let odd = [0, -1, 4097, 1_000_000, 1 << 40, .max, .min]
    return number(0...99) == 0 ? odd[number(0...6)] : number(range)
  }
}
