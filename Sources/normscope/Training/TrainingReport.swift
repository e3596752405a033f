// SPDX-License-Identifier: MIT

import Training

/// Tells of a training while it runs: one line drawn again and again in a terminal, elsewhere a line
/// now and then.
final class TrainingReport {
  private var text: TrainingText
  private let status = StatusLine()
  private let start = ContinuousClock.now
  private var printed: ContinuousClock.Instant?

  /// Where lines stay, no more than one after the first step and one in so long are of use.
  private static let pause = Duration.seconds(30)

  init(step: Int, of steps: Int) { text = TrainingText(step: step, of: steps) }

  /// A step is done.
  func add(_ losses: LossTerms) {
    text.add(losses)
    if let status {
      if status.isDue { status.draw { text.line(elapsed: .now - start, columns: $0) } }
    } else if printed.map({ .now - $0 >= Self.pause }) ?? true {
      printLine()
    }
  }

  /// A sentence that stays.
  func say(_ sentence: String) {
    status?.clear()
    StandardError.print("normscope: \(sentence)")
  }

  /// The last line stays.
  func close() {
    status?.clear()
    printLine()
  }

  private func printLine() {
    printed = .now
    StandardError.print(text.line(elapsed: .now - start))
  }
}
