// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Networks
import Settings
import Terminal
import Training

/// The thread on which a network is taught a style while the explorer goes on: one style at a time.
///
/// Between steps it lets frames go first, and now and then it hands the network with the row as it is
/// now to the worker.
final class StyleLearner: @unchecked Sendable {
  // Both are read and written under `condition`.
  private var isBusy = false
  private var isStopped = false
  private let condition = NSCondition()
  private let inbox: Inbox
  private let worker: Worker
  /// What the new style is practised on.
  private let photographs: [String]

  /// How often frames show the row as it is.
  private static let pause = Duration.seconds(2)

  init(photographs: [String], worker: Worker, inbox: Inbox) {
    (self.photographs, self.worker, self.inbox) = (photographs, worker, inbox)
  }

  /// Begins a lesson. - Precondition: none is under way.
  func teach(_ job: LearningJob) {
    condition.withLock {
      precondition(!isBusy, "‘\(job.style)’ while another style is learned")
      (isBusy, isStopped) = (true, false)
    }
    CrashHandler.startThread { [self] in
      let sentence = result(of: job)
      // Both at once: the next lesson begins after the word, and the explorer ends after it.
      condition.withLock {
        inbox.put(.learning(.ended(sentence)))
        isBusy = false
        condition.broadcast()
      }
    }
  }

  /// Ends the lesson after its present step.
  func stop() { condition.withLock { isStopped = true } }

  /// Ends the lesson, and returns when it is saved.
  func finish() {
    stop()
    condition.withLock {
      while isBusy { condition.wait() }
    }
  }

  private var isWanted: Bool { condition.withLock { !isStopped } }

  /// What became of a lesson, in a sentence.
  private func result(of job: LearningJob) -> String {
    do {
      guard !photographs.isEmpty else {
        throw UsageError("the photographs that come along were not found")
      }
      let learning = try StyleLearning(
        of: job.style, by: job.network.name, contents: photographs
      ) { [inbox] in inbox.put(.notice($0)) }
      let summary = try learning.summary
      guard summary.sites == job.network.sites else {
        throw UsageError("‘\(summary.name.printable)’ is another network by now")
      }
      guard isWanted else { return "nothing was learned" }
      try run(learning, summary)
      let row = summary.rows.count - 1
      return "‘\(summary.rows[row].printable)’ is kept: style \(row) of "
        + "‘\(summary.name.printable)’ (u: the mixture before it)"
    } catch {
      return "\(error)"
    }
  }

  private func run(_ learning: StyleLearning, _ summary: NetworkSummary) throws {
    let steps = learning.trainer.state.record.plan.schedule.steps
    let start = ContinuousClock.now
    var shown = start
    worker.use(try learning.currentNetwork(), as: summary.name)
    inbox.put(.learning(.begun(summary, steps: steps)))
    try learning.run(
      shouldStop: { [self] in
        worker.waitForFrames()
        return !isWanted
      },
      report: { losses in
        let isDue = .now - shown >= Self.pause || learning.trainer.isDone
        if isDue, let network = try? learning.currentNetwork() {
          worker.use(network, as: summary.name)
          shown = .now
        }
        tell(losses, learning.trainer, since: start, showsRow: isDue)
      })
  }

  private func tell(
    _ losses: LossTerms, _ trainer: Trainer, since start: ContinuousClock.Instant, showsRow: Bool
  ) {
    let (step, steps) = (trainer.state.step, trainer.state.record.plan.schedule.steps)
    let left = (.now - start) / .seconds(1) / Double(step) * Double(steps - step)
    let values = StyleLosses(style: losses[.style] ?? 0, content: losses[.content] ?? 0)
    inbox.put(.learning(.stepped(values, secondsLeft: Int(left), showsRow: showsRow)))
  }
}

extension StyleLearning {
  /// What the explorer knows of the network with its new row.
  fileprivate var summary: NetworkSummary {
    get throws {
      try NetworkSummary(file, called: network).adding(row: styleNames[styleNames.count - 1])
    }
  }
}
