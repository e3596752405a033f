// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Glibc
import Testing

/// The explorer on a bare terminal of 120×40: every byte that it sends is kept.
final class PtySession {
  private let controller: Int32
  /// The program's own end, kept open so that the terminal outlives it.
  private let terminal: Int32
  private var child: Child?
  private let before: [UInt8]
  private let home: ScratchFolder
  /// What has been sent.
  private(set) var bytes: [UInt8] = []
  /// How the program ended, as `waitpid` says it; nil while it runs.
  private(set) var status: Int32?

  /// Starts a program.
  init(
    _ arguments: [String], program: String = Program.path, term: String = "xterm-256color",
    environment: [String: String] = [:]
  ) throws {
    home = try ScratchFolder()
    var ends: (controller: Int32, terminal: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&ends.controller, &ends.terminal, &name, nil, &size) == 0)
    (controller, terminal) = ends
    for end in [controller, terminal] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    before = Self.settings(terminal)
    // A crash is to leave no more than what the program itself sends.
    let given = ["TERM": term, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
    let own = ProcessInfo.processInfo.environment.filter {
      !["TMUX", "STY", "NO_COLOR", "COLORTERM", "LINES", "COLUMNS"].contains($0.key)
    }
    child = Child(
      [program] + arguments,
      environment: own.merging(given) { $1 }.merging(home.asHome) { $1 }
        .merging(environment) { $1 }, .terminal(path))
  }

  deinit {
    if status == nil, let child {
      kill(child.identifier, SIGKILL)
      child.wait()
    }
    close(controller)
    close(terminal)
  }

  /// All that has been sent, as text. Bytes that are no UTF-8 become U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The private modes that were set or reset, and how they were left.
  var modes: [Int: Bool] {
    var modes: [Int: Bool] = [:]
    for found in text.matches(of: #/\u{1B}\[\?([\d;]+)([hl])/#) {
      for mode in found.1.split(separator: ";").compactMap({ Int($0) }) {
        modes[mode] = found.2 == "h"
      }
    }
    return modes
  }

  /// Whether the terminal's settings are those from before the program.
  var isAsBefore: Bool { Self.settings(terminal) == before }

  /// Types text, or what a key sends.
  func send(_ text: String) { _ = write(controller, text, text.utf8.count) }

  /// Sends the program a signal.
  func signal(_ number: Int32) { if let child, status == nil { kill(child.identifier, number) } }

  /// Reads until what was sent since a mark fulfils a condition.
  func wait(
    for name: String, since mark: Int = 0, at location: SourceLocation = #_sourceLocation,
    until condition: (String) -> Bool
  ) {
    Deadline.wait(
      for: name, look: { sent(since: mark) },
      text: \.debugDescription, at: location, until: condition)
  }

  /// Reads until the program has ended.
  func waitForEnd(at location: SourceLocation = #_sourceLocation) {
    let look = {
      if self.status == nil { self.status = self.child?.ended() }
      self.read()
    }
    Deadline.wait(
      for: "the end", look: look, text: { _ in self.text.suffix(500).debugDescription },
      at: location
    ) { _ in self.status != nil }
  }

  private func sent(since mark: Int) -> String {
    read()
    return String(decoding: bytes[mark...], as: UTF8.self)
  }

  private func read() {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(controller, &chunk, chunk.count), count > 0 {
      bytes += chunk[..<count]
    }
  }

  private static func settings(_ terminal: Int32) -> [UInt8] {
    var settings = termios()
    tcgetattr(terminal, &settings)
    return withUnsafeBytes(of: &settings) { Array($0) }
  }
}
