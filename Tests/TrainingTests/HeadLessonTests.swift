// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

@testable import Training

/// A decoder's first layers by themselves.
@Suite struct HeadLessonTests {
  private static let shape = Shape(2, 3, 16, 16)
  private static let description = NetworkDescription.adain(at: 2)
  private static let parameters = description.beginning(seed: 3)

  private static var pictures: Tensor<Float> {
    var random = SplitMix(seed: 7)
    return Tensor(
      shape, elements: (0..<shape.count).map { _ in Float.random(in: 0...1, using: &random) })
  }

  private func step(at parameters: Parameters) throws -> (Double, ParameterGradients) {
    let objective = try FeatureInversionObjective(from: 2, input: .caffe, parameters, Self.shape)
    var gradients: ParameterGradients = [:]
    let parts = try objective.gradients(of: Self.pictures, at: parameters, into: &gradients)
    #expect(parts.count == 1)
    return (parts[.content] ?? .nan, gradients)
  }

  @Test func theHeadIsWhatTheLevelBeforeHasNot() {
    func names(_ level: Int) -> [String] {
      NetworkDescription.vggHead(from: level).convolutions.map(\.name).filter {
        $0.hasPrefix("decoder.")
      }
    }
    #expect(names(2) == ["decoder.conv2_1", "decoder.conv1_2"])
    #expect(names(3) == ["decoder.conv3_1", "decoder.conv2_2"])
    #expect(names(4) == ["conv4_1", "conv3_4", "conv3_3", "conv3_2"].map { "decoder." + $0 })
    for level in 2...4 {
      let head = NetworkDescription.vggHead(from: level).trainableNames
      #expect(head.isSubset(of: NetworkDescription.adain(at: level).trainableNames))
    }
  }

  /// Three channels of what the whole network gives to conv1_1, which here hands on their middle pixels.
  private func given(_ channel: Int) throws -> Tensor<Float> {
    var parameters = Self.parameters
    var selection = [Float](repeating: 0, count: 3 * 64 * 9)
    for k in 0..<min(3, 64 - channel) { selection[(k * 64 + channel + k) * 9 + 4] = 1 }
    parameters["decoder.conv1_1.weight"]?.values = selection
    let network = try Network(Self.description, parameters)
    let style = try TrainingRun(network, Self.shape, encoderOnly: true)
    try style.forward(Self.pictures)
    let run = try TrainingRun(network, Self.shape)
    try run.forward(Self.pictures, style: style.levels)
    return run.output
  }

  /// relu1_1 of the pictures by another network.
  private func features() throws -> Tensor<Float> {
    let names = NetworkDescription.vgg19(to: 1).trainableNames
    let known = names.map { ($0, Self.parameters["encoder." + $0] ?? Parameter([0], [])) }
    let network = try Network(.vgg19(to: 1), Dictionary(uniqueKeysWithValues: known))
    let run = try TrainingRun(network, Self.shape, encoderOnly: true)
    try run.forward(Self.pictures)
    return run.features(at: 1).tensor
  }

  /// In its own style AdaIN changes a picture by rounding alone, so that the whole network's layers give
  /// what the head gives, but for Winograd's rounding: 1e-3 is half of what a `TrainingRun` allows it.
  @Test func theLossIsTheFeaturesMeanSquare() throws {
    let (x, plane) = (try features(), Self.shape.plane)
    var sum = 0.0
    for channel in stride(from: 0, to: 64, by: 3) {
      let y = try given(channel)
      for i in 0..<y.shape.count where channel + i / plane % 3 < 64 {
        let (n, k) = (i / plane / 3, i / plane % 3)
        let d = y.elements[i] - x.elements[(n * 64 + channel + k) * plane + i % plane]
        sum += Double(d * d)
      }
    }
    let loss = try step(at: Self.parameters).0
    #expect(abs(loss - sum / Double(x.shape.count)) <= 1e-3 * loss)
  }

  @Test func squaresThatPoolsDoNotDivideLoseTheirLastRows() throws {
    var odd = Tensor<Float>(Shape(2, 3, 17, 17))
    for n in 0..<6 {
      for row in 0..<16 {
        for column in 0..<16 {
          odd.elements[(n * 17 + row) * 17 + column] =
            Self.pictures.elements[(n * 16 + row) * 16 + column]
        }
      }
    }
    let objective = try FeatureInversionObjective(
      from: 2, input: .caffe, Self.parameters, odd.shape)
    var gradients: ParameterGradients = [:]
    let parts = try objective.gradients(of: odd, at: Self.parameters, into: &gradients)
    #expect(parts[.content] == (try step(at: Self.parameters).0))
  }

  /// Along the gradient the loss falls as its norm says. Two losses that differ by 2e-3 are good to 1e-6
  /// each, a thousandth of that; both ways together leave a curve's third order, and few ReLUs turn over.
  @Test func itsGradientIsTheHeadsAlone() throws {
    let (loss, gradients) = try step(at: Self.parameters)
    #expect(
      gradients.keys.sorted() == [
        "decoder.conv1_2.bias", "decoder.conv1_2.weight", "decoder.conv2_1.bias",
        "decoder.conv2_1.weight",
      ])
    let (norm, length) = (gradients.norm, 1e-3 * loss)
    func moved(_ sign: Float) throws -> Double {
      var moved = Self.parameters
      let share = sign * Float(length / (norm * norm))
      for (name, gradient) in gradients {
        for (i, g) in gradient.enumerated() { moved[name]?.values[i] -= share * g }
      }
      return try step(at: moved).0
    }
    let fall = try (moved(-1) - moved(1)) / 2
    #expect(abs(fall - length) < 2e-2 * length, "\(fall) of \(length)")
  }
}
