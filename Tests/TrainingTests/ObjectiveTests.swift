// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

@testable import Training

/// Training objectives on very small networks and pictures, with a random loss network.
@Suite struct ObjectiveTests {
  static let lossNetwork = Result {
    let parameters = NetworkDescription.vgg19(to: 4).randomParameters()
    return try LossNetwork(parameters, input: .unit, scales: ActivationScales([:]))
  }

  private let folder: PictureFolder

  init() throws { folder = try PictureFolder(8, side: 20, isNoise: true) }

  static let adain = NetworkDescription(
    "small", notation: "", output: .unit,
    encoder: [.conv("encoder.a", 3, 4, relu: true), .level(1)],
    decoder: [.site(Site("decoder.a", 4, .style(level: 1))), .conv("decoder.a", 4, 3)])

  static let styled = NetworkDescription(
    "rows", notation: "", output: .unit,
    decoder: [
      .conv("a", 3, 4), .site(Site("a", 4, .instance(gamma: "a.gamma", beta: "a.beta"))),
      .conv("b", 4, 3),
    ])

  private func batches(_ folder: PictureFolder, seed: UInt64) -> PictureBatches {
    PictureBatches(TrainingPictureCache(folder.paths) { _ in }, count: 2, size: 16, seed: seed)
  }

  private func trainer(
    _ folder: PictureFolder, pretrainingSteps: Int, from state: TrainingState? = nil,
    seed: UInt64 = 1,
    trained: Set<String> = adain.trainableNames
  ) throws -> Trainer {
    let schedule = LearningRateSchedule(.constant, learningRate: 1e-2, steps: 100)
    let hyperparameters = Hyperparameters(
      batchSize: 2, cropSize: 16, seed: seed, schedule: schedule, pretrainingSteps: pretrainingSteps
    )
    let initial = TrainingState(
      Self.adain.initialParameters(seed: 3),
      TrainingRecord(task: "test", hyperparameters: hyperparameters))
    let state = state ?? initial
    let objective = try AdaINObjective(
      Network(Self.adain, state.parameters), trained: trained,
      contents: batches(folder, seed: seed), styles: batches(folder, seed: seed + 1),
      lossNetwork: Self.lossNetwork.get(), pretrainingSteps: pretrainingSteps)
    return Trainer(objective, from: state)
  }

  @Test func pretrainingUsesNoPerceptualLoss() throws {
    let trainer = try trainer(folder, pretrainingSteps: 1)
    #expect(try Set(trainer.step().keys) == [.reconstruction, .range, .variation])
    #expect(try Set(trainer.step().keys) == Set(LossTerm.allCases))
  }

  @Test func objectivesResumeBitForBit() throws {
    let complete = try trainer(folder, pretrainingSteps: 2)
    for _ in 0..<4 { try complete.step() }
    let first = try trainer(folder, pretrainingSteps: 2)
    for _ in 0..<2 { try first.step() }
    // The objective's seeds do not matter once the generators are restored.
    let second = try trainer(folder, pretrainingSteps: 2, from: first.state, seed: 99)
    for _ in 0..<2 { try second.step() }
    #expect(second.state == complete.state)
  }

  @Test func onlyTrainedParametersChange() throws {
    let trained = Self.adain.trainableNames.filter { $0.hasPrefix("decoder.") }
    let trainer = try trainer(folder, pretrainingSteps: 0, trained: trained)
    let before = trainer.state.parameters
    try trainer.step()
    for (name, parameter) in trainer.state.parameters {
      #expect((parameter != before[name]) == trained.contains(name), "\(name)")
    }
  }

  @Test func newStylesLeaveExistingRowsUnchanged() throws {
    let old = Self.styled.initialParameters(seed: 1, styles: 2)
    let parameters = Self.styled.addingStyle(to: old)
    #expect(parameters["a.gamma"]?.shape == [3, 4])
    var objective = try MultiStyleObjective(
      Network(Self.styled, parameters), trained: Self.styled.affineNames,
      contents: batches(folder, seed: 1), styles: [.moments(style())], firstRow: 2,
      lossNetwork: Self.lossNetwork.get(),
      seed: 2)
    var (gradients, optimizer, after) = (ParameterGradients(), Optimizer(.adam), parameters)
    _ = try objective.gradients(at: parameters, step: 0, into: &gradients)
    try optimizer.update(&after, with: gradients, learningRate: 1e-2)
    for name in ["a.weight", "a.bias", "b.weight", "b.bias"] {
      #expect(after[name] == old[name], "\(name)")
    }
    for name in ["a.gamma", "a.beta"] {
      #expect(after[name].map { Array($0.values.prefix(8)) } == old[name]?.values, "\(name)")
      #expect(after[name]?.values.suffix(4) != parameters[name]?.values.suffix(4), "\(name)")
    }
  }

  @Test func gramGradientMatchesFiniteDifferences() throws {
    var random = SplitMix(seed: 8)
    func picture() -> Tensor<Float> {
      random.tensor(Shape(2, 3, 16, 16), mean: 0.5, deviation: 0.2)
    }
    let (x, direction) = (picture(), picture())
    let perceptualLoss = try PerceptualLoss(Self.lossNetwork.get(), x.shape, usesGram: true)
    let target = try perceptualLoss.gramMatrices(of: picture())
    let content = ContentTarget.plain(try perceptualLoss.features(of: picture()).features)
    let weights = LossWeights(content: 1, style: 8)
    func loss(_ step: Float) throws -> Double {
      var moved = x
      for i in x.elements.indices { moved.elements[i] += step * direction.elements[i] }
      let terms = try perceptualLoss.loss(of: moved, content: content, style: target, weights).terms
      return terms[.content, default: 0] + 8 * terms[.style, default: 0]
    }
    let gradient = try perceptualLoss.loss(of: x, content: content, style: target, weights).gradient
    let slope = zip(gradient.elements, direction.elements).reduce(0.0) {
      $0 + Double($1.0) * Double($1.1)
    }
    // Central differences with a step of 10⁻³; the losses are Float sums with 24 bits.
    let measured = try (loss(1e-3) - loss(-1e-3)) / 2e-3
    #expect(abs(slope - measured) <= 1e-2 * abs(measured), "\(slope) and \(measured)")
    let own = try perceptualLoss.loss(
      of: x, content: content, style: perceptualLoss.gramMatrices(of: x), weights)
    #expect(own.terms[.style] == 0)
  }

  private func style() throws -> LevelMoments {
    var random = SplitMix(seed: 5)
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 16, 16), mean: 0.5, deviation: 0.2)
    return try Self.lossNetwork.get().features(of: picture).moments
  }

  @Test func newRowsAreTheMeanOfExistingRows() {
    var parameters = Self.styled.initialParameters(seed: 1, styles: 2)
    parameters["a.beta"] = Parameter([2, 4], [1, 2, 3, 4, 3, 6, 5, 4])
    #expect(
      Self.styled.addingStyle(to: parameters)["a.beta"]
        == Parameter([3, 4], [1, 2, 3, 4, 3, 6, 5, 4, 2, 4, 4, 4]))
  }
}
