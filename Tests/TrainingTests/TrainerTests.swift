// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Training

/// Steps, and runs of them.
@Suite struct TrainerTests {
  private func run(
    _ loop: TrainingLoop, steps: Int = 20, stopAfter: Int = .max
  ) throws -> (end: TrainingLoop.End, trainer: Trainer, saved: [Int]) {
    let trainer = Trainer(QuadraticObjective(), from: QuadraticObjective.state(steps: steps))
    var saved: [Int] = []
    let end = try loop.run(
      trainer, isStopped: { trainer.state.step >= stopAfter }, report: { _ in },
      save: { saved.append($0.step) })
    return (end, trainer, saved)
  }

  @Test func aStretchEndsWithItsPlanAndIsSavedOnce() throws {
    let (end, trainer, saved) = try run(TrainingLoop())
    #expect(end == .done && trainer.isDone && saved == [20])
  }

  @Test func aStretchThatIsStoppedIsSaved() throws {
    let (end, trainer, saved) = try run(TrainingLoop(), stopAfter: 7)
    #expect(end == .stopped && !trainer.isDone && saved == [7])
  }

  @Test func aStretchWithoutTimeDoesOneStep() throws {
    let (end, _, saved) = try run(TrainingLoop(limit: .zero))
    #expect(end == .outOfTime && saved == [1])
  }

  @Test func allIsSavedNowAndThen() throws {
    var loop = TrainingLoop()
    loop.pause = .zero
    #expect(try run(loop, steps: 4).saved == [1, 2, 3, 4, 4])
  }

  @Test func whatDivergesIsNotSaved() {
    var objective = QuadraticObjective()
    objective.broken = 3
    let trainer = Trainer(objective, from: QuadraticObjective.state())
    #expect(throws: TrainingError.diverged(step: 3)) {
      try TrainingLoop().run(
        trainer, isStopped: { false }, report: { _ in },
        save: { _ in Issue.record("saved") })
    }
    #expect(trainer.state.step == 3)
  }

  @Test func aLossThatIsNoNumberEndsItBeforeAnythingIsChanged() throws {
    var objective = QuadraticObjective()
    objective.broken = 3
    let trainer = Trainer(objective, from: QuadraticObjective.state())
    for _ in 0..<3 { try trainer.step() }
    let before = trainer.state
    #expect(throws: TrainingError.diverged(step: 3)) { try trainer.step() }
    #expect(trainer.state == before)
  }
}
