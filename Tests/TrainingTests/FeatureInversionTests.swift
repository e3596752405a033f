// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

@testable import Training

/// The first decoder layers, trained by feature inversion.
@Suite struct FeatureInversionTests {
  private static let shape = Shape(2, 3, 16, 16)
  private static let description = NetworkDescription.adain(at: 2)
  private static let parameters = description.initialParameters(seed: 3)

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

  @Test func headHasTheLayersThatThePreviousLevelLacks() {
    func names(_ level: Int) -> [String] {
      NetworkDescription.vggWithFirstDecoderLayers(from: level).convolutions.map(\.name).filter {
        $0.hasPrefix("decoder.")
      }
    }
    #expect(names(2) == ["decoder.conv2_1", "decoder.conv1_2"])
    #expect(names(3) == ["decoder.conv3_1", "decoder.conv2_2"])
    #expect(names(4) == ["conv4_1", "conv3_4", "conv3_3", "conv3_2"].map { "decoder." + $0 })
    for level in 2...4 {
      let head = NetworkDescription.vggWithFirstDecoderLayers(from: level).trainableNames
      #expect(head.isSubset(of: NetworkDescription.adain(at: level).trainableNames))
    }
  }

  /// Three channels of the input of conv1_1 in the complete network; conv1_1 is replaced by a layer
  /// that copies them.
  private func headOutput(_ channel: Int) throws -> Tensor<Float> {
    var parameters = Self.parameters
    var selection = [Float](repeating: 0, count: 3 * 64 * 9)
    for k in 0..<min(3, 64 - channel) { selection[(k * 64 + channel + k) * 9 + 4] = 1 }
    parameters["decoder.conv1_1.weight"]?.values = selection
    let network = try Network(Self.description, parameters)
    let style = try DifferentiableRun(network, Self.shape, encoderOnly: true)
    try style.forward(Self.pictures)
    let run = try DifferentiableRun(network, Self.shape)
    try run.forward(Self.pictures, style: style.levels)
    return run.output
  }

  /// Features of the pictures at relu1_1, from a separate VGG-19.
  private func features() throws -> Tensor<Float> {
    let names = NetworkDescription.vgg19(to: 1).trainableNames
    let parameters = names.map { ($0, Self.parameters["encoder." + $0] ?? Parameter([0], [])) }
    let network = try Network(.vgg19(to: 1), Dictionary(uniqueKeysWithValues: parameters))
    let run = try DifferentiableRun(network, Self.shape, encoderOnly: true)
    try run.forward(Self.pictures)
    return run.features(at: 1).tensor
  }

  /// With a picture as its own style, AdaIN changes features by rounding alone, so the complete
  /// network has the output of the head up to Winograd's rounding: 1e-3 is half of what a
  /// `DifferentiableRun` allows.
  @Test func lossIsTheMeanSquaredErrorOfTheFeatures() throws {
    let (x, plane) = (try features(), Self.shape.planeSize)
    var sum = 0.0
    for channel in stride(from: 0, to: 64, by: 3) {
      let y = try headOutput(channel)
      for i in 0..<y.shape.count where channel + i / plane % 3 < 64 {
        let (n, k) = (i / plane / 3, i / plane % 3)
        let d = y.elements[i] - x.elements[(n * 64 + channel + k) * plane + i % plane]
        sum += Double(d * d)
      }
    }
    let loss = try step(at: Self.parameters).0
    #expect(abs(loss - sum / Double(x.shape.count)) <= 1e-3 * loss)
  }

  @Test func cropsThatPoolingDoesNotDivideLoseTheirLastRows() throws {
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

  /// Along the gradient the loss falls by the squared norm times the step. Two losses that differ
  /// by 2e-3 have an error of 1e-6 each, a thousandth of that; central differences leave the third
  /// order and the few ReLUs that change sign.
  @Test func gradientMatchesFiniteDifferencesAndCoversTheHeadAlone() throws {
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
