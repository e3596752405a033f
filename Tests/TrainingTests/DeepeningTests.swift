// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

@testable import Training

/// A compact network that is given residual blocks.
@Suite struct DeepeningTests {
  private let before = NetworkDescription.compact
  private let after = NetworkDescription.compact(decoderBlocks: 4)

  private func picture(_ seed: UInt64) -> Tensor<Float> {
    var random = SplitMix(seed: seed)
    let shape = Shape(1, 3, 24, 32)
    return Tensor(
      shape, elements: (0..<shape.count).map { _ in Float.random(in: 0...1, using: &random) })
  }

  private func output(_ network: Network, bare sites: [String] = []) throws -> Tensor<Float> {
    let style = try NetworkRun(network, Shape(1, 3, 24, 32), encoderOnly: true)
    style.setInput(picture(4))
    let run = try NetworkRun(network, Shape(1, 3, 24, 32))
    run.setInput(picture(3))
    run.setStyle(try #require(try style.styleMoments()))
    for (index, site) in network.description.sites.enumerated() where sites.contains(site.name) {
      run.setNormalizer(nil, at: index)
    }
    return try #require(try run.output())
  }

  @Test func newBlocksAddNothing() throws {
    let plan = TrainingPlan(
      batch: 1, crop: 32, seed: 9, schedule: LearningRateSchedule(.constant, rate: 1, steps: 1))
    let old = before.beginning(seed: 8)
    var state = TrainingState(old, TrainingRecord(task: "adain", plan: plan))
    state.deepen(to: after)
    for (name, value) in old { #expect(state.parameters[name] == value, "\(name)") }
    // Without the norms behind them, which find moments that are right but for ε.
    let deeper = try Network(after, state.parameters)
    let bare = ["decoder.res3", "decoder.res4"]
    #expect(try output(deeper, bare: bare) == output(Network(before, old)))
    // What they will learn with is not 0: a convolution behind one that gives 0 has no gradient.
    for name in bare {
      #expect(state.parameters["\(name).a.weight"]?.values.contains { $0 != 0 } == true)
    }
  }

  @Test func theNotationTellsOfThem() throws {
    #expect(after.notation.contains("| AdaIN,R64,AdaIN,R64,AdaIN,R64,AdaIN,R64,AdaIN,u2,"))
    #expect(try NetworkDescription(text: after.text) == after)
  }
}
