// SPDX-License-Identifier: MIT

import Networks
import TestSupport
import Testing

@testable import Training

/// Training steps and the training loop.
@Suite struct TrainerTests {
  private func run(
    _ loop: TrainingLoop, steps: Int = 20, stopAfter: Int = .max
  ) throws -> (reason: TrainingLoop.StopReason, trainer: Trainer, saved: [Int]) {
    let trainer = Trainer(QuadraticObjective(), from: QuadraticObjective.state(steps: steps))
    var saved: [Int] = []
    let reason = try loop.run(
      trainer, shouldStop: { trainer.state.step >= stopAfter }, report: { _ in },
      save: { saved.append($0.step) })
    return (reason, trainer, saved)
  }

  @Test func completedLoopsSaveOnce() throws {
    let (reason, trainer, saved) = try run(TrainingLoop())
    #expect(reason == .completed && trainer.isDone && saved == [20])
  }

  @Test func stoppedLoopsSave() throws {
    let (reason, trainer, saved) = try run(TrainingLoop(), stopAfter: 7)
    #expect(reason == .stopped && !trainer.isDone && saved == [7])
  }

  @Test func loopsWithoutTimePerformOneStep() throws {
    let (reason, _, saved) = try run(TrainingLoop(timeLimit: .zero))
    #expect(reason == .timeLimit && saved == [1])
  }

  @Test func statesAreSavedAtIntervals() throws {
    var loop = TrainingLoop()
    loop.saveInterval = .zero
    #expect(try run(loop, steps: 4).saved == [1, 2, 3, 4, 4])
  }

  @Test func theLastGoodStateIsSavedWhenTrainingDiverges() throws {
    var objective = QuadraticObjective()
    objective.nanStep = 3
    let trainer = Trainer(objective, from: QuadraticObjective.state())
    var saved: [TrainingState] = []
    #expect(throws: TrainingError.diverged(step: 3)) {
      try TrainingLoop().run(
        trainer, shouldStop: { false }, report: { _ in }, save: { saved.append($0) })
    }
    let good = Trainer(QuadraticObjective(), from: QuadraticObjective.state())
    for _ in 0..<3 { try good.step() }
    #expect(saved == [good.state])
  }

  @Test func divergenceBeforeTheFirstStepSavesNothing() {
    var objective = QuadraticObjective()
    objective.nanStep = 0
    #expect(throws: TrainingError.diverged(step: 0)) {
      try TrainingLoop().run(
        Trainer(objective, from: QuadraticObjective.state()), shouldStop: { false },
        report: { _ in }, save: { _ in Issue.record("saved") })
    }
  }

  @Test func nanLossesLeaveTheStateUnchanged() throws {
    var objective = QuadraticObjective()
    objective.nanStep = 3
    let trainer = Trainer(objective, from: QuadraticObjective.state())
    for _ in 0..<3 { try trainer.step() }
    let before = trainer.state
    #expect(throws: TrainingError.diverged(step: 3)) { try trainer.step() }
    #expect(trainer.state == before)
  }

  @Test func weightsOutsideFloat16LeaveTheStateUnchanged() throws {
    var state = QuadraticObjective.state()
    state.record.hyperparameters.schedule = LearningRateSchedule(
      .constant, learningRate: 1e30, steps: 10)
    let trainer = Trainer(QuadraticObjective(), from: state)
    let before = trainer.state
    #expect(throws: TrainingError.diverged(step: 0)) { try trainer.step() }
    #expect(trainer.state == before)
  }

  private static let defects: [QuadraticObjective.Defect] = [
    .nanLoss, .nanGradient, .infiniteGradient, .hugeGradient,
  ]

  /// The reference draws the same batches, but omits the one with the defect.
  @Test(arguments: defects, OptimizerKind.allCases)
  func skippedBatchesChangeNoParameterAndNoMoment(
    _ defect: QuadraticObjective.Defect, _ optimizer: OptimizerKind
  ) throws {
    func trained(_ defect: QuadraticObjective.Defect) throws -> TrainingState {
      var objective = QuadraticObjective()
      objective.defects = [3: defect, 11: defect, 12: defect]
      let start = QuadraticObjective.state(optimizer, shape: [2, 3, 2, 1])
      let trainer = Trainer(objective, from: start)
      for _ in 0..<20 { try trainer.step() }
      return trainer.state
    }
    let (state, reference) = (try trained(defect), try trained(.replaced))
    #expect(state.parameters == reference.parameters && state.optimizer == reference.optimizer)
    #expect(state.generators == reference.generators && state.step == 20)
    #expect(state.record.skipped?.count == 3 && reference.record.skipped == nil)
  }

  @Test func trainingDivergesAfterTenUnusableBatchesInARow() throws {
    for (count, diverges) in [(9, false), (10, true)] {
      var objective = QuadraticObjective()
      for batch in 2..<2 + count { objective.defects[batch] = .infiniteGradient }
      let trainer = Trainer(objective, from: QuadraticObjective.state())
      for _ in 0..<2 { try trainer.step() }
      if diverges {
        #expect(throws: TrainingError.diverged(step: 2)) { try trainer.step() }
      } else {
        try trainer.step()
        #expect(trainer.state.record.skipped?.count == count)
      }
    }
  }

  /// Weights (3, 4) and a weighted loss of 2: the condition number is 2.5 times the norm.
  @Test func gradientsAreComparedWithTheConditionNumberOfTheLoss() {
    func accepts(norm: Double, _ terms: LossTerms) -> Bool {
      GradientCheck(
        LossWeights(style: 2), ["a": Parameter([2], [3, 4]), "frozen": Parameter([1], [1e6])],
        trained: ["a": [0, 0]]
      ).accepts(norm: norm, terms)
    }
    #expect(accepts(norm: 6_710_886, [.style: 1]) && !accepts(norm: 6_710_887, [.style: 1]))
    #expect(accepts(norm: 1e30, [.style: 0]))
    #expect(!accepts(norm: .infinity, [.style: 1]) && !accepts(norm: 1, [.style: .nan]))
  }
}
