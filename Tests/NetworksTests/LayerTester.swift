// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Runs a few layers as a network and records the largest error.
struct LayerTester {
  var random = SplitMix(seed: 11)
  var worst = Difference()

  /// Random values.
  mutating func tensor(_ shape: Shape) -> Tensor<Float> { random.tensor(shape) }

  /// Returns the output of the layers.
  func run(
    _ layers: [Layer], _ x: Tensor<Float>, _ parameters: Parameters = [:],
    allowsWinograd: Bool = false
  ) throws -> Tensor<Float> {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let network = try Network(description, parameters)
    let run = try NetworkRun(network, x.shape, allowsWinograd: allowsWinograd)
    run.setInput(x)
    return try #require(try run.output())
  }

  /// Random weights and biases of a convolution.
  mutating func parameters(_ layer: ConvolutionLayer, weights shape: Shape) -> Parameters {
    let weights: Tensor<Float> = random.tensor(shape)
    let bias: Tensor<Float> = random.tensor(Shape(1, layer.outputs, 1, 1))
    return [
      layer.name + ".weight": Parameter([shape.n, shape.c, shape.h, shape.w], weights.elements),
      layer.name + ".bias": Parameter([layer.outputs], bias.elements),
    ]
  }

  /// Records the difference.
  mutating func compare(_ found: Tensor<Float>, _ expected: Tensor<Double>, _ name: String) {
    #expect(found.shape == expected.shape, "\(name)")
    guard found.shape == expected.shape else { return }
    worst.include(Difference(of: found, from: expected, name))
  }
}

extension Parameter {
  /// A four-dimensional tensor in Double.
  var wide: Tensor<Double> {
    Tensor(Shape(shape[0], shape[1], shape[2], shape[3]), elements: values.map(Double.init))
  }
}
