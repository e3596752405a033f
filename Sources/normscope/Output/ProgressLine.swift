// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization

/// Progress of a run over several files on a status line of the terminal.
final class ProgressLine {
  private var text: ProgressText
  private let start = ContinuousClock.now
  private let status: StatusLine

  /// Creates the line for a number of files; nil if standard error is not a terminal.
  init?(total: Int) {
    guard let status = StatusLine() else { return nil }
    (self.status, text) = (status, ProgressText(total: total))
  }

  /// Shows that a file has been started.
  func begin(_ path: String) {
    text.path = path
    if status.isDue { draw() }
  }

  /// Shows that a file has been completed or has failed.
  func finish() {
    text.done += 1
    if status.isDue { draw() }
  }

  /// Draws the line in place of the previous one.
  func draw() {
    text.elapsed = .now - start
    status.draw(text.line)
  }

  /// Clears the line, before a message or at the end.
  func clear() { status.clear() }
}

/// Text of a progress line: count, bar, time left and file name.
struct ProgressText {
  var done = 0
  let total: Int
  /// The file that was started last.
  var path = ""
  var elapsed = Duration.zero

  private static let barWidth = 20

  init(total: Int) { self.total = total }

  /// Returns the line in at most `columns` columns. If it is too long, the name is shortened.
  func line(columns: Int) -> String {
    let count = String(repeating: " ", count: "\(total)".count - "\(done)".count) + "\(done)"
    let filled = total > 0 ? done * Self.barWidth / total : 0
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Self.barWidth - filled)
    let start = "\(count)/\(total) [\(bar)]" + (remaining.map { " \($0) left" } ?? "") + " "
    guard start.count <= columns else { return String("\(count)/\(total)".prefix(columns)) }
    return start + Self.shortened(path.lastPathComponent.printable, columns: columns - start.count)
  }

  /// Estimate of the time left at the present speed; nil before the first file.
  private var remaining: String? {
    guard done > 0, done < total else { return nil }
    let seconds = Int((elapsed / .seconds(1) * Double(total - done) / Double(done)).rounded(.up))
    return ClockText.text(seconds: seconds)
  }

  /// Returns the longest prefix that fits. Characters beyond Latin count as two columns: a line
  /// that is too long would wrap, and redrawing would leave its first part on the screen.
  private static func shortened(_ text: String, columns: Int) -> String {
    var (result, used) = ("", 0)
    for character in text {
      used += character.unicodeScalars.reduce(0) { $0 + ($1.value < 0x300 ? 1 : 2) }
      guard used <= columns else { return result }
      result.append(character)
    }
    return result
  }
}
