// SPDX-License-Identifier: MIT

import Explorer
import Foundation

/// Lines on the terminal behind standard error that are drawn again and again.
final class StatusBlock {
  private var drawn: (time: ContinuousClock.Instant, rows: Int)?
  private let least: ScreenSize

  /// What a second's steps add to a curve can hardly be seen.
  private static let pause = Duration.seconds(1)
  private static let mostRows = 24

  /// A block of at least so many cells and a line more; nil where no terminal has room for it.
  init?(least: ScreenSize) {
    self.least = least
    guard StatusLine() != nil, room != nil else { return nil }
  }

  /// Whether the eye has had time for what stands.
  var isDue: Bool { drawn.map { .now - $0.time >= Self.pause } ?? true }

  /// Draws as many lines as `lines` gives for the room that there is, over those before.
  func draw(_ lines: (ScreenSize) -> [String]) {
    guard let room else { return }
    let lines = lines(room)
    let up = drawn.map { "\r\u{1B}[\($0.rows)A\u{1B}[J" } ?? ""
    write(up + lines.map { $0 + "\n" }.joined())
    drawn = (.now, lines.count)
  }

  /// Leaves what stands, for a sentence or the end.
  func leave() { drawn = nil }

  /// The cells for the lines; the last row is the cursor's, and in its last column a terminal may wrap.
  private var room: ScreenSize? {
    let size = TerminalSize(of: STDERR_FILENO) ?? TerminalSize(columns: 80, rows: 24)
    let rows = min(Self.mostRows, size.rows - 1)
    guard rows > least.rows, size.columns > least.columns else { return nil }
    return ScreenSize(rows: rows, columns: size.columns - 1)
  }

  private func write(_ text: String) {
    // Where the terminal is gone there is nobody to tell.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// How text can be written here, by the locale's variables.
  static var glyphs: GlyphSet {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    let name = (locale ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8") ? .unicode : .ascii
  }

  /// Whether colors are wanted (no-color.org).
  static var isColored: Bool {
    (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }
}
