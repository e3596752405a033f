// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation

/// A line on standard error that is redrawn in place. Requires a terminal.
final class StatusLine {
  private var drawn: ContinuousClock.Instant?

  /// Minimum time between two drawings.
  private static let updateInterval = Duration.milliseconds(50)

  /// Creates the line; nil if standard error is not a terminal that can return to the line start.
  init?() {
    let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
    guard isatty(STDERR_FILENO) == 1, !["", "dumb"].contains(term) else { return nil }
  }

  /// Whether the minimum time since the last drawing has passed.
  var isDue: Bool { drawn.map { .now - $0 >= Self.updateInterval } ?? true }

  /// Draws a line of at most `columns` columns in place of the previous one.
  func draw(_ text: (_ columns: Int) -> String) {
    drawn = .now
    // A character in the last column makes some terminals wrap.
    let columns = (TerminalSize(of: STDERR_FILENO)?.columns ?? 80) - 1
    StatusOutput.write("\r" + text(columns) + "\u{1B}[K")
  }

  /// Clears the line, before a message or at the end.
  func clear() {
    guard drawn != nil else { return }
    drawn = nil
    StatusOutput.write("\r\u{1B}[K")
  }
}

/// Several lines on standard error that are redrawn in place.
final class StatusBlock {
  private var drawn: (time: ContinuousClock.Instant, rows: Int)?
  private let least: ScreenSize

  /// Minimum time between two drawings. In less time a curve hardly changes.
  private static let updateInterval = Duration.seconds(1)
  private static let mostRows = 24

  /// Creates a block; nil without a terminal of at least this size and one more row.
  init?(least: ScreenSize) {
    self.least = least
    guard StatusLine() != nil, room != nil else { return nil }
  }

  /// Whether the minimum time since the last drawing has passed.
  var isDue: Bool { drawn.map { .now - $0.time >= Self.updateInterval } ?? true }

  /// Draws lines in place of the previous ones. `lines` is called with the available size.
  func draw(_ lines: (ScreenSize) -> [String]) {
    guard let room else { return }
    let lines = lines(room)
    let up = drawn.map { "\r\u{1B}[\($0.rows)A\u{1B}[J" } ?? ""
    StatusOutput.write(up + lines.map { $0 + "\n" }.joined())
    drawn = (.now, lines.count)
  }

  /// Leaves the drawn lines on the screen, before a message or at the end.
  func leave() { drawn = nil }

  /// Available size. The last row holds the cursor, and a character in the last column makes some
  /// terminals wrap.
  private var room: ScreenSize? {
    let size = TerminalSize(of: STDERR_FILENO) ?? TerminalSize(columns: 80, rows: 24)
    let rows = min(Self.mostRows, size.rows - 1)
    guard rows > least.rows, size.columns > least.columns else { return nil }
    return ScreenSize(rows: rows, columns: size.columns - 1)
  }

  /// Glyphs that the locale's encoding can represent.
  static var glyphs: GlyphSet {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    let name = (locale ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8") ? .unicode : .ascii
  }

  /// Whether colors are enabled (no-color.org).
  static var isColored: Bool {
    (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }
}

private enum StatusOutput {
  /// Writes to standard error. Errors are ignored: a closed terminal must not stop the work.
  static func write(_ text: String) {
    StandardStreams.writeError(Array(text.utf8))
  }
}

/// Size of a terminal in cells.
struct TerminalSize: Equatable {
  let columns: Int
  let rows: Int

  init(columns: Int, rows: Int) { (self.columns, self.rows) = (columns, rows) }

  /// Queries the terminal of a file descriptor; nil if it is not a terminal or its size is unknown.
  init?(of descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    (columns, rows) = (Int(size.ws_col), Int(size.ws_row))
  }
}
