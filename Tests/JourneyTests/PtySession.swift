// SPDX-License-Identifier: MIT

import Foundation
import Glibc
import TestSupport
import Testing

/// The explorer on a pseudo-terminal of 120 × 40 cells, which records every byte.
final class PtySession {
  private let controller: Int32
  /// The program's end of the pseudo-terminal, open so that the settings can be read after the
  /// exit.
  private let terminal: Int32
  private var child: Child?
  private let initialSettings: [UInt8]
  private let home: ScratchFolder
  /// Bytes sent by the program.
  private(set) var bytes: [UInt8] = []
  /// Exit status as returned by `waitpid`; nil while the program runs.
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
    initialSettings = Self.settings(terminal)
    // A crash must print nothing except the program's own output.
    let overrides = ["TERM": term, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
    let inherited = ProcessInfo.processInfo.environment.filter {
      !["TMUX", "STY", "NO_COLOR", "COLORTERM", "LINES", "COLUMNS"].contains($0.key)
    }
    child = Child(
      [program] + arguments,
      environment: inherited.merging(overrides) { $1 }.merging(home.asHome) { $1 }
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

  /// Output as text. Invalid UTF-8 becomes U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Private modes that were set or reset, with their final state.
  var modes: [Int: Bool] {
    var modes: [Int: Bool] = [:]
    for found in text.matches(of: #/\u{1B}\[\?([\d;]+)([hl])/#) {
      for mode in found.1.split(separator: ";").compactMap({ Int($0) }) {
        modes[mode] = found.2 == "h"
      }
    }
    return modes
  }

  /// Whether the terminal settings are those before the program was started.
  var hasInitialSettings: Bool { Self.settings(terminal) == initialSettings }

  /// Types text or the bytes of a key.
  func send(_ text: String) { _ = write(controller, text, text.utf8.count) }

  /// Sends a signal to the program.
  func signal(_ number: Int32) { if let child, status == nil { kill(child.identifier, number) } }

  /// Reads until the output since `mark` satisfies a condition.
  func wait(
    for name: String, since mark: Int = 0, at location: SourceLocation = #_sourceLocation,
    until condition: (String) -> Bool
  ) {
    Deadline.wait(
      for: name, look: { sent(since: mark) },
      text: \.debugDescription, at: location, until: condition)
  }

  /// Reads until there was no output for 300 ms, so that fine pictures are complete.
  func settle() {
    var count = -1
    while count != bytes.count {
      count = bytes.count
      for _ in 0..<30 {
        usleep(10_000)
        read()
      }
    }
  }

  /// Reads until the program has ended.
  func waitForEnd(at location: SourceLocation = #_sourceLocation) {
    let look = {
      if self.status == nil { self.status = self.child?.ended() }
      self.read()
    }
    Deadline.wait(
      for: "the exit", look: look, text: { _ in self.text.suffix(500).debugDescription },
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
