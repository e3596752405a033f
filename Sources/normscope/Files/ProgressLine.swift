// SPDX-License-Identifier: MIT

import Foundation

/// How far a run over many files is, on a line of the terminal.
final class ProgressLine {
  private var text: ProgressText
  private let start = ContinuousClock.now
  private let status: StatusLine

  /// A line for so many files; nil where there is no terminal for it.
  init?(total: Int) {
    guard let status = StatusLine() else { return nil }
    (self.status, text) = (status, ProgressText(total: total))
  }

  /// A file was begun.
  func begin(_ path: String) {
    text.path = path
    if status.isDue { draw() }
  }

  /// A file is done with, well or badly.
  func finish() {
    text.done += 1
    if status.isDue { draw() }
  }

  /// Draws the line over the one before.
  func draw() {
    text.elapsed = .now - start
    status.draw(text.line)
  }

  /// Leaves an empty line, for a sentence or the end.
  func clear() { status.clear() }
}
