// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

@testable import Training

/// Residual blocks added to a trained compact network.
@Suite struct ResidualBlockTests {
  private let before = NetworkDescription.compact
  private let after = NetworkDescription.compact(decoderBlocks: 4)

  private func picture(_ seed: UInt64) -> Tensor<Float> {
    var random = SplitMix(seed: seed)
    let shape = Shape(1, 3, 24, 32)
    return Tensor(
      shape, elements: (0..<shape.count).map { _ in Float.random(in: 0...1, using: &random) })
  }

  private func output(_ network: Network, withoutNorms sites: [String] = []) throws -> Tensor<Float>
  {
    let style = try NetworkRun(network, Shape(1, 3, 24, 32), encoderOnly: true)
    style.setInput(picture(4))
    let run = try NetworkRun(network, Shape(1, 3, 24, 32))
    run.setInput(picture(3))
    run.setStyle(try #require(try style.levelMoments()))
    for (index, site) in network.description.sites.enumerated() where sites.contains(site.name) {
      run.setNormalizer(nil, at: index)
    }
    return try #require(try run.output())
  }

  @Test func newBlocksKeepTheOutput() throws {
    let hyperparameters = Hyperparameters(
      batchSize: 1, cropSize: 32, seed: 9,
      schedule: LearningRateSchedule(.constant, learningRate: 1, steps: 1))
    let old = before.initialParameters(seed: 8)
    var state = TrainingState(old, TrainingRecord(task: "adain", hyperparameters: hyperparameters))
    state.addResidualBlocks(of: after)
    for (name, value) in old { #expect(state.parameters[name] == value, "\(name)") }
    // Without the norms after the new blocks, which change the output by ε.
    let deeper = try Network(after, state.parameters)
    let newSites = ["decoder.res3", "decoder.res4"]
    #expect(try output(deeper, withoutNorms: newSites) == output(Network(before, old)))
    // The first convolution must not be 0, or the second would have no gradient.
    for name in newSites {
      #expect(state.parameters["\(name).a.weight"]?.values.contains { $0 != 0 } == true)
    }
  }

  @Test func notationAndTextContainTheNewBlocks() throws {
    #expect(after.notation.contains("| AdaIN,R64,AdaIN,R64,AdaIN,R64,AdaIN,R64,AdaIN,u2,"))
    #expect(try NetworkDescription(text: after.text) == after)
  }
}
