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
    let lesson = try HeadLesson(from: 2, input: .caffe, parameters, Self.shape)
    var gradients: ParameterGradients = [:]
    let parts = lesson.gradients(of: Self.pictures, at: parameters, into: &gradients)
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

  /// The same by another way: the encoder's levels, and a decoder that is a network of its own.
  @Test func theLossIsTheFeaturesMeanSquare() throws {
    let encoder = Self.description.encoder
    let whole = NetworkDescription(
      "head", notation: "", input: .caffe, output: nil,
      encoder: encoder + Self.description.decoder[1...3] + [.level(3)], decoder: [])
    let names = whole.trainableNames
    let network = try Network(whole, Self.parameters.filter { names.contains($0.key) })
    let run = try TrainingRun(network, Self.shape, encoderOnly: true)
    run.forward(Self.pictures)
    let (y, x) = (run.features(at: 3).tensor.elements, run.features(at: 1).tensor.elements)
    let expected = zip(y, x).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
    let loss = try step(at: Self.parameters).0
    #expect(abs(loss - expected / Double(x.count)) <= 1e-5 * loss)
  }

  /// Along the gradient the loss falls as its norm says, as far as a small step is a straight one.
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
