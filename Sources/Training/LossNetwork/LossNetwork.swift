// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Loss network: VGG-19 up to relu4_1 with reflection padding, scaled so that each channel's mean
/// activation is about 1.
public struct LossNetwork: Sendable {
  /// The network. Its input is RGB in 0…1; levels 1…4 are relu1_1…relu4_1.
  public let network: Network

  /// The level whose features are compared for the content loss (relu4_1), which is the last one.
  public static let contentLevel = 4

  /// A loss network from the weights of a VGG-19.
  /// - Parameters:
  ///   - input: the value range that the weights expect.
  ///   - scales: one scale per channel; see `ActivationScales`.
  /// - Throws: `NetworkError` if a tensor is missing or has another shape.
  public init(
    _ parameters: Parameters, input: Preprocessing, scales: ActivationScales
  ) throws(NetworkError) {
    let description = NetworkDescription.vgg19(to: Self.contentLevel, input: input)
    // Validates the shapes before the scales are applied; layers after relu4_1 are dropped.
    let unscaled = try Network(description, parameters)
    let names = description.convolutions.flatMap { [$0.name + ".weight", $0.name + ".bias"] }
    let needed = unscaled.parameters.filter { names.contains($0.key) }
    network = try Network(
      description, scales.applied(to: needed, of: description.convolutions))
  }

  /// Returns the content features and the style moments of a picture (1 × 3 × H × W, RGB in 0…1).
  /// - Throws: `NetworkError`.
  public func features(of picture: Tensor<Float>) throws(NetworkError) -> PictureFeatures {
    let run = try NetworkRun(network, picture.shape, encoderOnly: true, keepsActivations: false)
    run.setInput(picture)
    guard let moments = try run.levelMoments(), let features = try run.output() else {
      preconditionFailure("an uninterrupted run of \(picture.shape) gave no features")
    }
    return PictureFeatures(features: features, moments: moments)
  }
}

/// The loss network as the encoder of an AdaIN network. If both are equal, the features that the
/// network computes for its input can be reused for the loss.
extension LossNetwork {
  /// Returns the loss network's parameters under the names they have as the encoder of
  /// `NetworkDescription.adain(at: level)`.
  public func encoder(to level: Int) -> Parameters {
    let names = description(to: level).encoderNames
    let renamed = network.parameters.map { ("encoder." + $0.key, $0.value) }
    return Dictionary(uniqueKeysWithValues: renamed.filter { names.contains($0.0) })
  }

  /// Whether a network's encoder equals the loss network up to a level: same layers, same bits.
  func isEncoder(of network: Network, to level: Int) -> Bool {
    let (expected, actual) = (description(to: level), network.description)
    return expected.encoder == actual.encoder && expected.input == actual.input
      && encoder(to: level).allSatisfy { network.parameters[$0.key] == $0.value }
  }

  /// Returns the parameters with the loss network's float32 values in place of encoder values that
  /// are the same numbers rounded to float16.
  func restoringPrecision(of parameters: Parameters) -> Parameters {
    parameters.merging(encoder(to: LossNetwork.contentLevel)) { stored, exact in
      let isRounded =
        stored.shape == exact.shape
        && stored.values == exact.values.map { Float(Float16($0)) }
      return isRounded ? exact : stored
    }.filter { parameters[$0.key] != nil }
  }

  private func description(to level: Int) -> NetworkDescription {
    .adain(at: level, input: network.description.input)
  }
}

extension TrainingState {
  /// Restores encoder values that a float16 file rounded; see `LossNetwork.restoringPrecision`.
  public mutating func restoreEncoderPrecision(from lossNetwork: LossNetwork) {
    parameters = lossNetwork.restoringPrecision(of: parameters)
  }
}
