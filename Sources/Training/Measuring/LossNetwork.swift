// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// VGG-19 to relu4_1 with reflection padding, scaled so that each channel's mean activation is about 1:
/// what content and style are measured with.
public struct LossNetwork: Sendable {
  /// The network, with levels 1…4 at relu1_1…relu4_1 and RGB 0…1 in.
  public let network: Network

  /// The last of its levels, where content is measured.
  public static let content = 4

  /// A judge out of the weights of a VGG-19, and the range that they want pictures in.
  /// - Throws: `NetworkError` when a tensor is missing or of another shape.
  public init(
    _ parameters: Parameters, input: ValueRange, scales: ActivationScales
  ) throws(NetworkError) {
    let description = NetworkDescription.vgg19(to: Self.content, input: input)
    // Checked before scales are multiplied with it; the layers behind relu4_1 are not kept.
    let plain = try Network(description, parameters)
    let names = description.convolutions.flatMap { [$0.name + ".weight", $0.name + ".bias"] }
    let needed = plain.parameters.filter { names.contains($0.key) }
    network = try Network(
      description, scales.applied(to: needed, of: description.convolutions))
  }

  /// What it sees in a picture 1 × 3 × H × W of RGB 0…1. - Throws: `NetworkError`.
  public func impression(of picture: Tensor<Float>) throws(NetworkError) -> PictureFeatures {
    let run = try NetworkRun(network, picture.shape, encoderOnly: true, keepsActivations: false)
    run.setInput(picture)
    guard let levels = try run.styleMoments(), let features = try run.output() else {
      preconditionFailure("a run that nobody stops gave nothing")
    }
    return PictureFeatures(features: features, levels: levels)
  }
}
