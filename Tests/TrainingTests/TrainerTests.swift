// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Training

/// Steps, and runs of them.
@Suite struct TrainerTests {
  private func run(
    _ stretch: Stretch, steps: Int = 20, stopAfter: Int = .max
  ) throws -> (end: Stretch.End, trainer: Trainer, saved: [Int]) {
    let trainer = Trainer(PullLesson(), from: PullLesson.state(steps: steps))
    var saved: [Int] = []
    let end = try stretch.run(
      trainer, isStopped: { trainer.state.step >= stopAfter }, report: { _ in },
      save: { saved.append($0.step) })
    return (end, trainer, saved)
  }

  @Test func aStretchEndsWithItsPlanAndIsSavedOnce() throws {
    let (end, trainer, saved) = try run(Stretch())
    #expect(end == .done && trainer.isDone && saved == [20])
  }

  @Test func aStretchThatIsStoppedIsSaved() throws {
    let (end, trainer, saved) = try run(Stretch(), stopAfter: 7)
    #expect(end == .stopped && !trainer.isDone && saved == [7])
  }

  @Test func aStretchWithoutTimeDoesOneStep() throws {
    let (end, _, saved) = try run(Stretch(limit: .zero))
    #expect(end == .outOfTime && saved == [1])
  }

  @Test func allIsSavedNowAndThen() throws {
    var stretch = Stretch()
    stretch.pause = .zero
    #expect(try run(stretch, steps: 4).saved == [1, 2, 3, 4, 4])
  }

  @Test func whatDivergesIsNotSaved() {
    var lesson = PullLesson()
    lesson.broken = 3
    let trainer = Trainer(lesson, from: PullLesson.state())
    #expect(throws: TrainingError.diverged(step: 3)) {
      try Stretch().run(
        trainer, isStopped: { false }, report: { _ in },
        save: { _ in Issue.record("saved") })
    }
    #expect(trainer.state.step == 3)
  }

  @Test func aLossThatIsNoNumberEndsItBeforeAnythingIsChanged() throws {
    var lesson = PullLesson()
    lesson.broken = 3
    let trainer = Trainer(lesson, from: PullLesson.state())
    for _ in 0..<3 { try trainer.step() }
    let before = trainer.state
    #expect(throws: TrainingError.diverged(step: 3)) { try trainer.step() }
    #expect(trainer.state == before)
  }
}
