// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

@testable import Training

/// Reinitialization of dead channels.
@Suite struct DeadChannelTests {
  private static let description = NetworkDescription(
    "a", notation: "", output: .unit,
    decoder: [
      .conv("a", 3, 6, 3, relu: true), .conv("b", 6, 5, 3, relu: true), .conv("c", 5, 3, 3),
    ])
  private static let shape = Shape(1, 3, 8, 8)

  /// A network whose channels 1 and 4 of `a` are negative for all inputs.
  private static func parameters() -> Parameters {
    var parameters = description.initialParameters(seed: 2)
    for channel in [1, 4] { parameters["a.bias"]?.values[channel] = -100 }
    // All other channels are positive, so none of them is dead.
    for k in [0, 2, 3, 5] { parameters["a.bias"]?.values[k] = 1 }
    for k in 0..<5 { parameters["b.bias"]?.values[k] = 2 }
    return parameters
  }

  private static var picture: Tensor<Float> {
    var random = SplitMix(seed: 7)
    return Tensor(
      shape, elements: (0..<shape.count).map { _ in Float.random(in: 0...1, using: &random) })
  }

  /// Objective whose gradient is the output itself: it pulls the output to 0.
  private struct ZeroOutputObjective: TrainingObjective {
    let run: DifferentiableRun
    var generators: [String: UInt64] = [:]

    mutating func gradients(
      at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
    ) throws -> LossTerms {
      try run.setParameters(parameters)
      try run.forward(picture)
      try run.backward(from: OutputGradients(output: run.output), into: &gradients)
      return [.reconstruction: 0]
    }
  }

  private func trained(_ steps: Int) throws -> TrainingState {
    let network = try Network(Self.description, Self.parameters())
    let objective = ZeroOutputObjective(
      run: try DifferentiableRun(network, Self.shape, trained: Self.description.trainableNames))
    let hyperparameters = Hyperparameters(
      batchSize: 1, cropSize: 8, seed: 5,
      schedule: LearningRateSchedule(.constant, learningRate: 1e-6, steps: 1000)
    )
    let trainer = Trainer(
      objective,
      from: TrainingState(
        network.parameters, TrainingRecord(task: "fade", hyperparameters: hyperparameters)))
    for _ in 0..<steps { try trainer.step() }
    return trainer.state
  }

  private func output(_ parameters: Parameters) throws -> [Float] {
    let run = try DifferentiableRun(Network(Self.description, parameters), Self.shape)
    try run.forward(Self.picture)
    return run.output.elements
  }

  @Test func revivingReinitializesDeadChannelsAlone() throws {
    let before = try trained(TrainingState.deadChannelSteps)
    var after = before
    #expect(after.reviveDeadChannels(in: Self.description) == 2)
    #expect(after.optimizer.adam.step == 0)
    let (old, new) = (before.parameters["a.weight"], after.parameters["a.weight"])
    for k in 0..<6 * 27 {
      #expect((old?.values[k] == new?.values[k]) == ![1, 4].contains(k / 27), "\(k)")
    }
    for k in 0..<5 * 6 * 9 where [1, 4].contains(k / 9 % 6) {
      #expect(after.parameters["b.weight"]?.values[k] == 0)
    }
    // The weights for the new channels are 0, so the output is the same up to the order of sums.
    for (x, y) in zip(try output(before.parameters), try output(after.parameters)) {
      #expect(abs(x - y) <= 1e-5 * max(1, abs(x)))
    }
  }

  @Test func revivedChannelsHaveAGradient() throws {
    var state = try trained(TrainingState.deadChannelSteps)
    _ = state.reviveDeadChannels(in: Self.description)
    let run = try DifferentiableRun(
      Network(Self.description, state.parameters), Self.shape,
      trained: Self.description.trainableNames)
    var gradients: ParameterGradients = [:]
    try run.forward(Self.picture)
    try run.backward(from: OutputGradients(output: run.output), into: &gradients)
    let weights = gradients["b.weight"] ?? []
    for channel in [1, 4] {
      #expect((0..<9).contains { weights[channel * 9 + $0] != 0 }, "\(channel)")
    }
  }

  @Test func revivingNeedsEnoughSteps() throws {
    var state = try trained(TrainingState.deadChannelSteps - 1)
    let before = state
    #expect(state.reviveDeadChannels(in: Self.description) == nil)
    #expect(state == before)
  }

  @Test func livingChannelsStayUnchanged() throws {
    var state = try trained(TrainingState.deadChannelSteps)
    _ = state.reviveDeadChannels(in: Self.description)
    let trainer = Trainer(
      ZeroOutputObjective(
        run: try DifferentiableRun(
          Network(Self.description, state.parameters), Self.shape,
          trained: Self.description.trainableNames)), from: state)
    for _ in 0..<TrainingState.deadChannelSteps { try trainer.step() }
    var again = trainer.state
    #expect(again.reviveDeadChannels(in: Self.description) == 0)
    #expect(again == trainer.state)
  }
}
