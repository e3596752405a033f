// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Runs a few layers as a network of their own, from and to N × C × H × W.
struct LayerBench {
  var random = SplitMix(seed: 11)
  var worst = Difference()

  /// Random values.
  mutating func tensor(_ shape: Shape) -> Tensor<Float> { random.tensor(shape) }

  /// What the layers give.
  func run(
    _ layers: [Layer], _ x: Tensor<Float>, _ parameters: Parameters = [:],
    mayTransform: Bool = false
  ) throws -> Tensor<Float> {
    let description = NetworkDescription("layers", notation: "", output: nil, decoder: layers)
    let network = try Network(description, parameters)
    let run = try NetworkRun(network, x.shape, mayTransform: mayTransform)
    run.show(x)
    return try #require(run.output())
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

  /// Keeps the worst error.
  mutating func compare(_ found: Tensor<Float>, _ expected: Tensor<Double>, _ name: String) {
    #expect(found.shape == expected.shape, "\(name)")
    guard found.shape == expected.shape else { return }
    worst.include(Difference(of: found, from: expected, name))
  }
}

extension Parameter {
  /// As a tensor of four axes in Double.
  var wide: Tensor<Double> {
    Tensor(Shape(shape[0], shape[1], shape[2], shape[3]), elements: values.map(Double.init))
  }
}
