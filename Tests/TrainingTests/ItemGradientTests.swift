// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

@testable import Training

/// Gradients of single items of a batch.
@Suite struct ItemGradientTests {
  private let folder: PictureFolder

  init() throws { folder = try PictureFolder(8, side: 20, isNoise: true) }

  private func batches(seed: UInt64) -> PictureBatches {
    PictureBatches(TrainingPictureCache(folder.paths) { _ in }, count: 3, size: 16, seed: seed)
  }

  private func adain(_ parameters: Parameters) throws -> AdaINObjective {
    try AdaINObjective(
      Network(ObjectiveTests.adain, parameters), trained: ObjectiveTests.adain.trainableNames,
      contents: batches(seed: 1), styles: batches(seed: 2),
      lossNetwork: ObjectiveTests.lossNetwork.get(), pretrainingSteps: 1)
  }

  /// Without batch normalization, a loss that is a mean over pictures is the mean of their losses.
  private func expectMean(
    _ objective: some PictureObjective, at parameters: Parameters, step: Int
  ) throws {
    var (objective, whole) = (objective, ParameterGradients())
    let terms = try objective.gradients(at: parameters, step: step, into: &whole)
    let generators = objective.generators
    var (mean, means) = (whole.mapValues { $0.map { _ in Float(0) } }, LossTerms())
    for item in 0..<3 {
      var gradients: ParameterGradients = [:]
      let losses = try objective.gradients(
        ofItem: item, at: parameters, step: step, into: &gradients)
      #expect(gradients != whole)
      means.merge(losses.mapValues { $0 / 3 }, uniquingKeysWith: +)
      mean.merge(gradients) { zip($0, $1).map { $0 + $1 / 3 } }
    }
    #expect(objective.generators == generators)
    // Float32 sums of a few thousand products in another order.
    for (term, value) in terms {
      #expect(abs(value - (means[term] ?? .nan)) <= 1e-4 * value, "\(term)")
    }
    let difference = mean.merging(whole) { zip($0, $1).map { $0 - $1 } }
    #expect(difference.norm <= 1e-3 * whole.norm, "\(difference.norm) of \(whole.norm)")
  }

  @Test func meansOfTheItemsAreTheGradientOfTheBatch() throws {
    let parameters = ObjectiveTests.styled.initialParameters(seed: 1, styles: 2)
    var random = SplitMix(seed: 5)
    let styles: [StyleTarget] = try [0.2, 0.4].map { deviation in
      let picture: Tensor<Float> = random.tensor(
        Shape(1, 3, 16, 16), mean: 0.5, deviation: deviation)
      return .moments(try ObjectiveTests.lossNetwork.get().features(of: picture).moments)
    }
    let multiStyle = try MultiStyleObjective(
      Network(ObjectiveTests.styled, parameters), trained: ObjectiveTests.styled.trainableNames,
      contents: batches(seed: 1), styles: styles, lossNetwork: ObjectiveTests.lossNetwork.get(),
      seed: 2)
    try expectMean(multiStyle, at: parameters, step: 0)
    let own = ObjectiveTests.adain.initialParameters(seed: 3)
    try expectMean(adain(own), at: own, step: 0)
  }

  @Test func stylesAreNamedWhereTheyAreUsed() throws {
    let parameters = ObjectiveTests.adain.initialParameters(seed: 3)
    var (objective, gradients) = (try adain(parameters), ParameterGradients())
    #expect(objective.lastPictures.isEmpty)
    for (step, sets) in [
      (0, [["contents"], ["contents"], ["contents"]]),
      (1, [["contents"], ["contents", "styles"], ["contents", "styles"]]),
    ] {
      _ = try objective.gradients(at: parameters, step: step, into: &gradients)
      #expect(objective.lastPictures.map { $0.map(\.set) } == sets)
    }
  }

  @Test func theItemWithTheUnusableGradientIsTheCause() throws {
    let trainer = Trainer(
      ItemObjective([["good", "bad"], ["good", "other"], ["bad", "other"]]),
      from: QuadraticObjective.state())
    var warnings: [String] = []
    trainer.warn = { warnings.append($0) }
    for _ in 0..<2 { try trainer.step() }
    let skipped = try #require(trainer.state.record.skipped)
    #expect(skipped.count == 3 && skipped.pictures == ["contents": ["bad": 3]])
    #expect(skipped.excludedPictures == 1)
    #expect(warnings.count == 1 && warnings[0].contains("gradient of ‘bad’ is not finite"))
  }

  @Test func batchesOfUnusableItemsAreDivergence() {
    let trainer = Trainer(ItemObjective([["bad", "bad"]]), from: QuadraticObjective.state())
    trainer.warn = { Issue.record("\($0)") }
    #expect(throws: TrainingError.diverged(step: 0)) { try trainer.step() }
    #expect(trainer.state.record.skipped == nil)
  }
}
