// SPDX-License-Identifier: MIT

/// A run of a trainer: to the end of the plan, for some time, or until somebody stops it.
public struct TrainingLoop {
  /// Why it ended.
  public enum End: Equatable, Sendable {
    case done, outOfTime, stopped
  }

  /// The time it may take; nil for as long as it needs.
  public var limit: Duration?
  /// How often all is saved meanwhile.
  public var pause = Duration.seconds(300)

  /// A run without an end of its own, or one of some time.
  public init(limit: Duration? = nil) { self.limit = limit }

  /// Steps until the end; the state is saved now and then, and at last.
  /// - Parameters:
  ///   - isStopped: asked after each step.
  ///   - report: told of each step.
  ///   - save: must not fail: a training goes on when its disk is full.
  /// - Throws: what a step throws. What was learned before it is saved, but where the training has
  ///   diverged: the way there had begun before, and what was saved last may still be sound.
  public func run(
    _ trainer: Trainer, isStopped: () -> Bool, report: (LossTerms) -> Void,
    save: (TrainingState) -> Void
  ) throws -> End {
    let start = ContinuousClock.now
    var saved = start
    func keep() {
      trainer.note((ContinuousClock.now - start) / .seconds(1))
      save(trainer.state)
      saved = .now
    }
    var isWorthKeeping = false
    defer { if isWorthKeeping { keep() } }
    while !trainer.isDone {
      do { report(try trainer.step()) } catch TrainingError.diverged(let step) {
        isWorthKeeping = false
        throw TrainingError.diverged(step: step)
      }
      isWorthKeeping = true
      if isStopped() { return .stopped }
      if let limit, .now - start >= limit { return .outOfTime }
      if .now - saved >= pause { keep() }
    }
    return .done
  }
}
