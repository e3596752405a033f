// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import TestSupport
import Testing

/// Activation scales of VGG-19.
@Suite struct ActivationScalesTests {
  let description = NetworkDescription.vgg19(to: 2)
  let network: Network
  let picture: Tensor<Float>

  init() throws {
    network = try Network(description, description.randomParameters())
    var random = SplitMix(seed: 5)
    picture = random.tensor(Shape(1, 3, 24, 16), mean: 0.5, deviation: 0.2)
  }

  private func features(_ network: Network) throws -> Tensor<Float> {
    let run = try NetworkRun(network, picture.shape, allowsWinograd: false)
    run.setInput(picture)
    return try #require(try run.output())
  }

  @Test func measuredScalesMakeEveryMeanActivationOne() throws {
    let scales = try ActivationScales(of: network, on: [picture, picture])
    let scaled = try Network(
      description,
      scales.applied(to: network.parameters, of: description.convolutions))
    let again = try ActivationScales(of: scaled, on: [picture])
    for (name, values) in again.scales {
      for value in values { #expect(abs(value - 1) < 1e-4, "\(name)") }
    }
    let (plain, scaledFeatures) = (try features(network), try features(scaled))
    let last = try #require(scales.scales["conv2_1"])
    let expected = Tensor<Double>(
      plain.shape,
      elements: plain.elements.enumerated().map { i, x in
        Double(x) * Double(last[i / plain.shape.planeSize])
      })
    let difference = Difference(of: scaledFeatures, from: expected)
    #expect(difference.worst <= 1e-5, "\(difference)")
  }

  @Test func theBundledScalesCoverEveryConvolution() throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let path = source.appendingPathComponent("../../Assets/Networks/vgg19-scales.json").path
    let scales = try ActivationScales(json: FileContents.read(path)).scales
    let convolutions = NetworkDescription.vgg19(to: 4).convolutions
    #expect(scales.count == 9)
    for layer in convolutions { #expect(scales[layer.name]?.count == layer.outputs) }
  }

  @Test(arguments: ["", "{}", #"{"scales": {"a": [0]}}"#, #"{"scales": {"a": "b"}}"#])
  func invalidScaleFilesThrow(text: String) {
    #expect(throws: DecodingError.self) { try ActivationScales(json: Array(text.utf8)) }
  }
}
