// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import TestSupport
import Testing
import Weights

@testable import Training

/// A training step of `compact`, compared with PyTorch in float64
/// (Tests/Reference/training_step.py).
@Suite struct TrainingStepTests {
  private static let folder =
    (Bundle.module.resourcePath ?? "") + "/Fixtures/step/"

  private func expected(_ name: String) throws -> Tensor<Double> {
    try NumPyArray(FileContents.read(Self.folder + name + ".npy"), minimumRank: 1).doubles
  }

  private func picture(_ shape: Shape, _ factor: Int) -> Tensor<Float> {
    Tensor(shape, elements: (0..<shape.count).map { Float($0 * factor % 256) / 255 })
  }

  /// VGG-19 up to relu2_1, with random weights scaled for features near 1.
  private func lossNetwork(_ shape: Shape, inputGradient: Bool = false) throws -> DifferentiableRun
  {
    let description = NetworkDescription.vgg19(to: 2)
    var parameters = description.randomParameters(seed: 2)
    let first = try #require(parameters["conv1_1.weight"])
    parameters["conv1_1.weight"] = Parameter(first.shape, first.values.map { $0 * 0x1p-7 })
    return try DifferentiableRun(
      try Network(description, parameters), shape, encoderOnly: true,
      inputGradient: inputGradient, allowsWinograd: false)
  }

  @Test func gradientsAndLossMatchPyTorch() throws {
    let (x, s) = (picture(Shape(2, 3, 12, 16), 7901), picture(Shape(2, 3, 8, 12), 7899))
    let description = NetworkDescription.compact
    let network = try Network(description, description.randomParameters())
    let names = description.trainableNames
    let content = try DifferentiableRun(network, x.shape, trained: names, allowsWinograd: false)
    let style = try DifferentiableRun(
      network, s.shape, encoderOnly: true, trained: names, allowsWinograd: false)
    let (contentLoss, styleLoss) = (
      try lossNetwork(x.shape, inputGradient: true), try lossNetwork(s.shape)
    )
    try style.forward(s)
    try content.forward(x, style: style.levels)
    try styleLoss.forward(s)
    try contentLoss.forward(x)
    let target = contentLoss.features(at: 2).tensor
    let output = content.output
    try contentLoss.forward(output)
    let square = ElementwiseLoss.meanSquaredError(
      contentLoss.features(at: 2).tensor, to: target, weight: 1)
    let moments = StyleLoss.loss(contentLoss.levels, to: styleLoss.levels, weight: 10)
    let variation = ElementwiseLoss.totalVariation(output, weight: 0.1)
    var sums: ParameterGradients = [:]
    let loss = OutputGradients(
      features: [2: Activation(square.gradient)], moments: moments.gradient)
    var dx = try #require(contentLoss.backward(from: loss, into: &sums))
    for i in dx.elements.indices { dx.elements[i] += variation.gradient.elements[i] }
    try content.backward(from: OutputGradients(output: dx), into: &sums)
    try style.backward(from: OutputGradients(moments: content.styleGradients), into: &sums)
    let value = square.value + 10 * moments.value + 0.1 * variation.value
    #expect(abs(value / (try expected("loss").elements[0]) - 1) < 1e-5)
    var worst = Difference(of: output, from: try expected("output"), "output")
    let all = try names.map { ($0, try expected($0)) }
    // Biases that AdaIN subtracts have a gradient of 0 up to rounding.
    for (name, values) in all where values.elements.contains(where: { abs($0) > 1e-9 }) {
      let gradient = try #require(sums[name])
      worst.include(
        Difference(
          of: Tensor(values.shape, elements: Array(gradient.prefix(values.shape.count))),
          from: values, name))
    }
    #expect(worst.worst <= 1e-4, "\(worst)")
  }
}
