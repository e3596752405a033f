// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

@testable import Training

/// Reuse of encoder features when the encoder equals the loss network.
@Suite struct FeatureReuseTests {
  private static let lossNetwork = Result {
    let parameters = NetworkDescription.vgg19(to: 4).randomParameters()
    return try LossNetwork(parameters, input: .caffe, scales: ActivationScales([:]))
  }

  private static let description = NetworkDescription.adain(at: 2)

  private func initialParameters() throws -> Parameters {
    try Self.description.initialParameters(seed: 3)
      .merging(Self.lossNetwork.get().encoder(to: 2)) { $1 }
  }

  private func step(
    _ folder: PictureFolder, mayReuseFeatures: Bool
  ) throws -> (LossTerms, ParameterGradients) {
    func batches(_ seed: UInt64) -> PictureBatches {
      PictureBatches(TrainingPictureCache(folder.paths) { _ in }, count: 2, size: 16, seed: seed)
    }
    let parameters = try initialParameters()
    let decoder = Self.description.trainableNames.filter { $0.hasPrefix("decoder.") }
    var objective = try AdaINObjective(
      Network(Self.description, parameters), trained: decoder, contents: batches(1),
      styles: batches(2), lossNetwork: Self.lossNetwork.get(), contentTarget: .adain(level: 2),
      pretrainingSteps: 0,
      mayReuseFeatures: mayReuseFeatures)
    var gradients: ParameterGradients = [:]
    let parts = try objective.gradients(at: parameters, step: 0, into: &gradients)
    return (parts, gradients)
  }

  /// Both ways compute the same convolutions of the same pictures.
  @Test func reusedFeaturesChangeNoBit() throws {
    let folder = try PictureFolder(8, side: 20, isNoise: true)
    let (reused, computed) = (
      try step(folder, mayReuseFeatures: true), try step(folder, mayReuseFeatures: false)
    )
    #expect(reused.0 == computed.0)
    #expect(reused.1 == computed.1)
    #expect(!reused.1.isEmpty)
  }

  @Test func otherEncodersAreNotReused() throws {
    let lossNetwork = try Self.lossNetwork.get()
    var parameters = try initialParameters()
    #expect(lossNetwork.isEncoder(of: try Network(Self.description, parameters), to: 2))
    parameters["encoder.conv1_2.bias"]?.values[7] += 1e-4
    #expect(!lossNetwork.isEncoder(of: try Network(Self.description, parameters), to: 2))
    let other = NetworkDescription.adain(at: 2, input: .unit)
    #expect(!lossNetwork.isEncoder(of: try Network(other, initialParameters()), to: 2))
  }

  @Test func roundedEncoderLayersAreRestored() throws {
    let (lossNetwork, exact) = (try Self.lossNetwork.get(), try initialParameters())
    let rounded = exact.mapValues { Parameter($0.shape, $0.values.map { Float(Float16($0)) }) }
    var restored = lossNetwork.restoringPrecision(of: rounded)
    #expect(restored.filter { $0.key.hasPrefix("encoder.") } == lossNetwork.encoder(to: 2))
    #expect(
      restored.filter { $0.key.hasPrefix("decoder.") }
        == rounded.filter { $0.key.hasPrefix("decoder.") })
    var changed = rounded
    changed["encoder.conv1_2.bias"]?.values[7] += 1
    restored = lossNetwork.restoringPrecision(of: changed)
    #expect(restored["encoder.conv1_2.bias"] == changed["encoder.conv1_2.bias"])
    #expect(restored["encoder.conv1_2.weight"] == exact["encoder.conv1_2.weight"])
  }
}
