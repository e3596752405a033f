// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

@testable import Training

/// Lessons on very small networks and pictures; the judge has random weights.
@Suite struct LessonTests {
  private static let lossNetwork = Result {
    let parameters = NetworkDescription.vgg19(to: 4).randomParameters()
    return try LossNetwork(parameters, input: .unit, scales: ActivationScales([:]))
  }

  private let folder: PictureFolder

  init() throws { folder = try PictureFolder(8, side: 20, isNoise: true) }

  private static let adain = NetworkDescription(
    "small", notation: "", output: .unit,
    encoder: [.conv("encoder.a", 3, 4, relu: true), .level(1)],
    decoder: [.site(Site("decoder.a", 4, .style(level: 1))), .conv("decoder.a", 4, 3)])

  private static let styled = NetworkDescription(
    "rows", notation: "", output: .unit,
    decoder: [
      .conv("a", 3, 4), .site(Site("a", 4, .instance(gamma: "a.gamma", beta: "a.beta"))),
      .conv("b", 4, 3),
    ])

  private func batches(_ folder: PictureFolder, seed: UInt64) -> PictureBatches {
    PictureBatches(PictureStock(folder.paths) { _ in }, count: 2, size: 16, seed: seed)
  }

  private func trainer(
    _ folder: PictureFolder, opening: Int, from state: TrainingState? = nil, seed: UInt64 = 1,
    trained: Set<String> = adain.trainableNames
  ) throws -> Trainer {
    let schedule = LearningRateSchedule(.constant, rate: 1e-2, steps: 100)
    let plan = TrainingPlan(batch: 2, crop: 16, seed: seed, schedule: schedule, opening: opening)
    let fresh = TrainingState(
      Self.adain.beginning(seed: 3), TrainingRecord(task: "test", plan: plan))
    let state = state ?? fresh
    let objective = try AdaINObjective(
      Network(Self.adain, state.parameters), trained: trained,
      contents: batches(folder, seed: seed), styles: batches(folder, seed: seed + 1),
      lossNetwork: Self.lossNetwork.get(), opening: opening)
    return Trainer(objective, from: state)
  }

  @Test func theOpeningAsksForThePictureAlone() throws {
    let trainer = try trainer(folder, opening: 1)
    #expect(try Set(trainer.step().keys) == [.own, .range, .variation])
    #expect(try Set(trainer.step().keys) == Set(LossTerm.allCases))
  }

  @Test func aLessonGoesOnBitForBit() throws {
    let whole = try trainer(folder, opening: 2)
    for _ in 0..<4 { try whole.step() }
    let first = try trainer(folder, opening: 2)
    for _ in 0..<2 { try first.step() }
    // Seeds of its own do not matter once the state is put back.
    let second = try trainer(folder, opening: 2, from: first.state, seed: 99)
    for _ in 0..<2 { try second.step() }
    #expect(second.state == whole.state)
  }

  @Test func onlyWhatIsTrainedMoves() throws {
    let trained = Self.adain.trainableNames.filter { $0.hasPrefix("decoder.") }
    let trainer = try trainer(folder, opening: 0, trained: trained)
    let before = trainer.state.parameters
    try trainer.step()
    for (name, parameter) in trainer.state.parameters {
      #expect((parameter != before[name]) == trained.contains(name), "\(name)")
    }
  }

  @Test func aNewStyleLeavesAllOthersAsTheyWere() throws {
    let old = Self.styled.beginning(seed: 1, styles: 2)
    let parameters = Self.styled.addingRow(to: old)
    #expect(parameters["a.gamma"]?.shape == [3, 4])
    var objective = try MultiStyleObjective(
      Network(Self.styled, parameters), trained: Self.styled.affineNames,
      contents: batches(folder, seed: 1), styles: [.moments(style())], first: 2,
      lossNetwork: Self.lossNetwork.get(),
      seed: 2)
    var (gradients, descent, after) = (ParameterGradients(), Optimizer(.adam), parameters)
    _ = try objective.gradients(at: parameters, step: 0, into: &gradients)
    try descent.update(&after, by: gradients, rate: 1e-2)
    for name in ["a.weight", "a.bias", "b.weight", "b.bias"] {
      #expect(after[name] == old[name], "\(name)")
    }
    for name in ["a.gamma", "a.beta"] {
      #expect(after[name].map { Array($0.values.prefix(8)) } == old[name]?.values, "\(name)")
      #expect(after[name]?.values.suffix(4) != parameters[name]?.values.suffix(4), "\(name)")
    }
  }

  @Test func matricesPullPicturesAsFarAsDifferencesSay() throws {
    var random = SplitMix(seed: 8)
    func picture() -> Tensor<Float> {
      random.tensor(Shape(2, 3, 16, 16), mean: 0.5, deviation: 0.2)
    }
    let (x, direction) = (picture(), picture())
    let perceptualLoss = try PerceptualLoss(Self.lossNetwork.get(), x.shape, seesGram: true)
    let goal = try perceptualLoss.matrices(of: picture())
    let content = try ContentTarget.plain(perceptualLoss.look(at: picture()).features)
    let weights = LossWeights(content: 1, style: 8)
    func loss(_ step: Float) throws -> Double {
      var moved = x
      for i in x.elements.indices { moved.elements[i] += step * direction.elements[i] }
      let parts = try perceptualLoss.loss(of: moved, content: content, style: goal, weights).parts
      return parts[.content, default: 0] + 8 * parts[.style, default: 0]
    }
    let gradient = try perceptualLoss.loss(of: x, content: content, style: goal, weights).gradient
    let slope = zip(gradient.elements, direction.elements).reduce(0.0) {
      $0 + Double($1.0) * Double($1.1)
    }
    // Central differences of a step of 10⁻³ of the pictures, whose losses have 24 bits.
    let measured = try (loss(1e-3) - loss(-1e-3)) / 2e-3
    print("Gram: slope \(slope), measured \(measured)")
    #expect(abs(slope - measured) <= 1e-2 * abs(measured))
    #expect(
      try perceptualLoss.loss(
        of: x, content: content, style: perceptualLoss.matrices(of: x), weights
      )
      .parts[.style] == 0)
  }

  private func style() throws -> StyleMoments {
    var random = SplitMix(seed: 5)
    let picture: Tensor<Float> = random.tensor(Shape(1, 3, 16, 16), mean: 0.5, deviation: 0.2)
    return try Self.lossNetwork.get().impression(of: picture).levels
  }

  @Test func aNewRowIsTheMeanOfThoseThereAre() {
    var parameters = Self.styled.beginning(seed: 1, styles: 2)
    parameters["a.beta"] = Parameter([2, 4], [1, 2, 3, 4, 3, 6, 5, 4])
    #expect(
      Self.styled.addingRow(to: parameters)["a.beta"]
        == Parameter([3, 4], [1, 2, 3, 4, 3, 6, 5, 4, 2, 4, 4, 4]))
  }
}
