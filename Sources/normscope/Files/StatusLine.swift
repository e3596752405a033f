// SPDX-License-Identifier: MIT

import Foundation

/// One line on the terminal behind standard error that is drawn again and again.
final class StatusLine {
  private var drawn: ContinuousClock.Instant?

  /// What is done may take a millisecond; the eye needs no more than this.
  private static let pause = Duration.milliseconds(50)

  /// A line; nil where there is no terminal that can go back to a line's start.
  init?() {
    let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
    guard isatty(STDERR_FILENO) == 1, !["", "dumb"].contains(term) else { return nil }
  }

  /// Whether the eye has had time for the line that stands.
  var isDue: Bool { drawn.map { .now - $0 >= Self.pause } ?? true }

  /// Draws a line of so many columns over the one before.
  func draw(_ text: (_ columns: Int) -> String) {
    drawn = .now
    // In its last column a terminal may wrap.
    let columns = (TerminalSize(of: STDERR_FILENO)?.columns ?? 80) - 1
    Self.write("\r" + text(columns) + "\u{1B}[K")
  }

  /// Leaves an empty line, for a sentence or the end.
  func clear() {
    guard drawn != nil else { return }
    drawn = nil
    Self.write("\r\u{1B}[K")
  }

  private static func write(_ text: String) {
    // A terminal that has gone must not end what it was told of.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
