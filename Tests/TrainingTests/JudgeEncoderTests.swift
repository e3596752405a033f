// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

@testable import Training

/// The judge as the encoder of a decoder that learns.
@Suite struct JudgeEncoderTests {
  private static let lossNetwork = Result {
    let parameters = NetworkDescription.vgg19(to: 4).randomParameters()
    return try LossNetwork(parameters, input: .caffe, scales: ActivationScales([:]))
  }

  private static let description = NetworkDescription.adain(at: 2)

  private func beginning() throws -> Parameters {
    try Self.description.beginning(seed: 3)
      .merging(Self.lossNetwork.get().encoder(to: 2)) { $1 }
  }

  private func step(
    _ folder: PictureFolder, maySkip: Bool
  ) throws -> (LossTerms, ParameterGradients) {
    func batches(_ seed: UInt64) -> PictureBatches {
      PictureBatches(PictureStock(folder.paths) { _ in }, count: 2, size: 16, seed: seed)
    }
    let parameters = try beginning()
    let decoder = Self.description.trainableNames.filter { $0.hasPrefix("decoder.") }
    var objective = try AdaINObjective(
      Network(Self.description, parameters), trained: decoder, contents: batches(1),
      styles: batches(2), lossNetwork: Self.lossNetwork.get(), aim: .adain(level: 2), opening: 0,
      maySkip: maySkip)
    var gradients: ParameterGradients = [:]
    let parts = try objective.gradients(at: parameters, step: 0, into: &gradients)
    return (parts, gradients)
  }

  /// Both ways are the same convolutions of the same pictures; only where they lie in memory differs.
  @Test func whatTheEncoderSawIsWhatTheJudgeSees() throws {
    let folder = try PictureFolder(8, side: 20, isNoise: true)
    let (short, whole) = (
      try step(folder, maySkip: true), try step(folder, maySkip: false)
    )
    #expect(short.0 == whole.0)
    #expect(short.1 == whole.1)
    #expect(!short.1.isEmpty)
  }

  @Test func anotherEncoderIsNotTheJudge() throws {
    let lossNetwork = try Self.lossNetwork.get()
    var parameters = try beginning()
    #expect(lossNetwork.isEncoder(of: try Network(Self.description, parameters), to: 2))
    parameters["encoder.conv1_2.bias"]?.values[7] += 1e-4
    #expect(!lossNetwork.isEncoder(of: try Network(Self.description, parameters), to: 2))
    let other = NetworkDescription.adain(at: 2, input: .unit)
    #expect(!lossNetwork.isEncoder(of: try Network(other, beginning()), to: 2))
  }

  @Test func layersAreRestoredWhereTheyAreItsOwnRounded() throws {
    let (lossNetwork, exact) = (try Self.lossNetwork.get(), try beginning())
    let rounded = exact.mapValues { Parameter($0.shape, $0.values.map { Float(Float16($0)) }) }
    var restored = lossNetwork.restoring(rounded)
    #expect(restored.filter { $0.key.hasPrefix("encoder.") } == lossNetwork.encoder(to: 2))
    #expect(
      restored.filter { $0.key.hasPrefix("decoder.") }
        == rounded.filter { $0.key.hasPrefix("decoder.") })
    var changed = rounded
    changed["encoder.conv1_2.bias"]?.values[7] += 1
    restored = lossNetwork.restoring(changed)
    #expect(restored["encoder.conv1_2.bias"] == changed["encoder.conv1_2.bias"])
    #expect(restored["encoder.conv1_2.weight"] == exact["encoder.conv1_2.weight"])
  }
}
