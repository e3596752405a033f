// SPDX-License-Identifier: MIT

import Foundation

/// One line on the terminal behind standard error that is drawn again and again.
final class ProgressLine {
  private var text: ProgressText
  private let start = ContinuousClock.now
  private var drawn: ContinuousClock.Instant?

  /// A file may take a millisecond; the eye needs no more than this.
  private static let pause = Duration.milliseconds(50)

  /// A line for so many files; nil where there is no terminal that can go back to a line's start.
  init?(total: Int) {
    let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
    guard isatty(STDERR_FILENO) == 1, !["", "dumb"].contains(term) else { return nil }
    text = ProgressText(total: total)
  }

  /// A file was begun.
  func begin(_ path: String) {
    text.path = path
    drawIfDue()
  }

  /// A file is done with, well or badly.
  func finish() {
    text.done += 1
    drawIfDue()
  }

  /// Draws the line over the one before.
  func draw() {
    drawn = .now
    text.elapsed = .now - start
    // In its last column a terminal may wrap.
    let columns = (TerminalSize(of: STDERR_FILENO)?.columns ?? 80) - 1
    Self.write("\r" + text.line(columns: columns) + "\u{1B}[K")
  }

  /// Leaves an empty line, for a sentence or the end.
  func clear() {
    guard drawn != nil else { return }
    drawn = nil
    Self.write("\r\u{1B}[K")
  }

  private func drawIfDue() {
    if let drawn, .now - drawn < Self.pause { return }
    draw()
  }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
