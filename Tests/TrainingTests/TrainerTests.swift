// SPDX-License-Identifier: MIT

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

  @Test func divergedStatesAreNotSaved() {
    var objective = QuadraticObjective()
    objective.nanStep = 3
    let trainer = Trainer(objective, from: QuadraticObjective.state())
    #expect(throws: TrainingError.diverged(step: 3)) {
      try TrainingLoop().run(
        trainer, shouldStop: { false }, report: { _ in },
        save: { _ in Issue.record("saved") })
    }
    #expect(trainer.state.step == 3)
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
}
