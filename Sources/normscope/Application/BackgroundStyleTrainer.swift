// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Networks
import Settings
import Terminal
import Training

/// Background training of one additional style while the explorer runs.
///
/// Before each step it waits for requested frames. At intervals it passes the network with the new
/// row in its current state to the worker.
final class BackgroundStyleTrainer: @unchecked Sendable {
  // Both are read and written under `condition`.
  private var isBusy = false
  private var isStopped = false
  private let condition = NSCondition()
  private let inbox: Inbox
  private let worker: Worker
  /// Contents of the training.
  private let photographs: [String]

  /// Time between two updates of the network in frames.
  private static let frameInterval = Duration.seconds(2)

  init(photographs: [String], worker: Worker, inbox: Inbox) {
    (self.photographs, self.worker, self.inbox) = (photographs, worker, inbox)
  }

  /// Starts training. - Precondition: no training is running.
  func start(_ job: LearningJob) {
    condition.withLock {
      precondition(!isBusy, "‘\(job.style)’ while another style is learned")
      (isBusy, isStopped) = (true, false)
    }
    CrashHandler.startThread { [self] in
      let message = result(of: job)
      // Under one lock, so that the message precedes the next training and the end of `finish`.
      condition.withLock {
        inbox.put(.learning(.ended(message)))
        isBusy = false
        condition.broadcast()
      }
    }
  }

  /// Stops training after the current step.
  func stop() { condition.withLock { isStopped = true } }

  /// Stops training and waits until the style is saved.
  func finish() {
    stop()
    condition.withLock {
      while isBusy { condition.wait() }
    }
  }

  private var shouldContinue: Bool { condition.withLock { !isStopped } }

  /// Trains, and returns a message about the result.
  private func result(of job: LearningJob) -> String {
    do {
      guard !photographs.isEmpty else {
        throw UsageError(
          "bundled photographs not found; reinstall NormScope or set NORMSCOPE_ASSETS")
      }
      let learning = try StyleTraining(
        of: job.style, by: job.network.name, contents: photographs
      ) { [inbox] in inbox.put(.notice($0)) }
      let summary = try learning.summary
      guard summary.sites == job.network.sites else {
        throw UsageError(
          "network ‘\(summary.name.printable)’ changed since it was loaded; open it again")
      }
      guard shouldContinue else { return "training stopped before the first step" }
      try run(learning, summary)
      let row = summary.styleNames.count - 1
      return "‘\(summary.styleNames[row].printable)’ is saved: style \(row) of "
        + "‘\(summary.name.printable)’ (u: undo)"
    } catch {
      return "\(error)"
    }
  }

  private func run(_ learning: StyleTraining, _ summary: NetworkSummary) throws {
    let steps = learning.trainer.state.record.hyperparameters.schedule.steps
    let start = ContinuousClock.now
    var shown = start
    worker.use(try learning.currentNetwork(), as: summary.name)
    inbox.put(.learning(.begun(summary, steps: steps)))
    try learning.run(
      shouldStop: { [self] in
        worker.waitForFrames()
        return !shouldContinue
      },
      report: { losses in
        let isDue = .now - shown >= Self.frameInterval || learning.trainer.isDone
        if isDue, let network = try? learning.currentNetwork() {
          worker.use(network, as: summary.name)
          shown = .now
        }
        report(losses, learning.trainer, since: start, showsRow: isDue)
      })
  }

  private func report(
    _ losses: LossTerms, _ trainer: Trainer, since start: ContinuousClock.Instant, showsRow: Bool
  ) {
    let (step, steps) = (trainer.state.step, trainer.state.record.hyperparameters.schedule.steps)
    let left = (.now - start) / .seconds(1) / Double(step) * Double(steps - step)
    let values = LearningLosses(style: losses[.style] ?? 0, content: losses[.content] ?? 0)
    inbox.put(.learning(.stepped(values, secondsLeft: Int(left), showsRow: showsRow)))
  }
}

extension StyleTraining {
  /// Summary of the network with the new row.
  fileprivate var summary: NetworkSummary {
    get throws {
      try NetworkSummary(file, called: network).adding(style: styleNames[styleNames.count - 1])
    }
  }
}
