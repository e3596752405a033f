// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Training

/// Progress report of a training on stderr: a status line that is updated in a terminal, otherwise
/// one line at intervals.
final class TrainingReport {
  private var text: TrainingText
  private let status = StatusLine()
  private let start = ContinuousClock.now
  private var lastPrint: ContinuousClock.Instant?

  /// Time between two printed lines if stderr is not a terminal.
  private static let printInterval = Duration.seconds(30)

  init(step: Int, of steps: Int) { text = TrainingText(step: step, of: steps) }

  /// Reports a completed step. - Parameter skipped: all skipped batches so far.
  func add(_ losses: LossTerms, skipped: SkippedBatches? = nil) {
    text.add(losses)
    text.skipped = skipped
    if let status {
      if status.isDue { status.draw { text.line(elapsed: .now - start, columns: $0) } }
    } else if lastPrint.map({ .now - $0 >= Self.printInterval }) ?? true {
      printLine()
    }
  }

  /// Prints a message above the status line.
  func message(_ text: String) {
    status?.clear()
    StandardError.report(text)
  }

  /// Prints the final progress line.
  func close() {
    status?.clear()
    printLine()
  }

  private func printLine() {
    lastPrint = .now
    StandardError.print(text.line(elapsed: .now - start))
  }
}

/// Text of a progress line: steps, losses, speed and time left.
struct TrainingText {
  /// Planned number of steps.
  let steps: Int
  private(set) var step: Int
  private var completed = 0
  private var means: LossTerms = [:]
  /// Skipped batches; nil if there are none.
  var skipped: SkippedBatches?

  /// Weight of the newest step in the displayed running means.
  private static let newestWeight = 0.05

  init(step: Int, of steps: Int) { (self.step, self.steps) = (step, steps) }

  /// Adds a completed step.
  mutating func add(_ losses: LossTerms) {
    (step, completed) = (step + 1, completed + 1)
    for (term, value) in losses {
      means[term] = means[term].map { $0 + Self.newestWeight * (value - $0) } ?? value
    }
  }

  /// Returns a line such as "1200/8400  content 1.23  style 2.35  2.31 steps/s  51:57 left".
  func line(elapsed: Duration, columns: Int = .max) -> String {
    let losses = LossTerm.allCases.compactMap { term in
      means[term].map { "  \(term.title) \(Self.threeDigits($0))" }
    }
    let speed = Double(completed) / max(elapsed / .seconds(1), 1e-9)
    var line = "\(step)/\(steps)" + losses.joined() + String(format: "  %.2f steps/s", speed)
    if completed > 0, step < steps {
      line += "  \(ClockText.text(seconds: Int(Double(steps - step) / speed))) left"
    }
    if let skipped { line += "  \(Self.counts(skipped))" }
    return String(line.prefix(columns))
  }

  /// Returns a text such as "9 batches skipped, 3 pictures excluded".
  private static func counts(_ skipped: SkippedBatches) -> String {
    let excluded = skipped.excludedPictures
    return "\(skipped.count) \(skipped.count == 1 ? "batch" : "batches") skipped"
      + (excluded > 0 ? ", \(excluded) \(excluded == 1 ? "picture" : "pictures") excluded" : "")
  }

  /// Formats a value below 1000 with three significant digits, a larger one as an integer.
  private static func threeDigits(_ value: Double) -> String {
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4
    return String(format: "%.\(digits)f", value)
  }
}

extension LossTerm {
  /// Name in progress lines.
  fileprivate var title: String {
    switch self {
    case .content: "content"
    case .style: "style"
    case .reconstruction: "reconstruction"
    case .range: "range"
    case .variation: "variation"
    }
  }
}
