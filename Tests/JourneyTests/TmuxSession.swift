// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import TestSupport
import Testing

/// The explorer in a tmux of its own, driven by keys and read as text.
///
/// The shell that starts it writes down the terminal's settings before and after.
final class TmuxSession {
  private let socket = "normscope-\(UUID().uuidString)"
  private let notes: ScratchFolder

  /// Starts the explorer with some arguments in a terminal of the given size.
  ///
  /// Where it is stopped once, the shell notes the terminal's settings and waits for Enter.
  init(
    _ arguments: [String], columns: Int = 120, rows: Int = 40, isStoppedOnce: Bool = false
  ) throws {
    notes = try ScratchFolder()
    let program = ([Program.path] + arguments).map(Tool.quoted).joined(separator: " ")
    // `cat` keeps the terminal open, and ends with it.
    let stop = isStoppedOnce ? "stty -a >stopped; read -r line; fg >/dev/null;" : ""
    let script = """
      \(isStoppedOnce ? "set -m;" : "") stty -a >before; \(program); \(stop) code=$?
      stty -a >after; echo $code >status; exec cat
      """
    // The server goes on running: it must not inherit the pipe that the tests' output goes into.
    let start = Tool.start(
      [
        "tmux", "-L", socket, "-f", "/dev/null", "-u", "start-server", ";",
        "set-option", "-g", "default-terminal", "tmux-256color", ";",
        "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", notes.path,
        "-e", "LC_ALL=C.UTF-8", "-e", "NO_COLOR=",
      ] + notes.asHome.flatMap { ["-e", "\($0)=\($1)"] } + ["sh", "-c", script])
    start?.wait()
  }

  deinit { tmux("kill-server") }

  /// Presses keys, one after the other.
  func press(_ keys: Key...) { press(keys) }

  /// Presses keys, one after the other.
  func press(_ keys: [Key]) { tmux(["send-keys"] + keys.map(\.tmuxName)) }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) {
    tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// The screen as text.
  var text: String { tmux("capture-pane", "-p") }

  /// The screen with its colors.
  var cells: StyledScreen { StyledScreen(tmux("capture-pane", "-p", "-e")) }

  /// Waits until the screen fulfils a condition; the screen as text.
  @discardableResult
  func wait(
    for name: String, at location: SourceLocation = #_sourceLocation,
    until condition: (String) -> Bool
  ) -> String {
    Deadline.wait(for: name, look: { text }, text: { $0 }, at: location, until: condition)
  }

  /// Waits until the screen with its colors has been the same for a while.
  func settled() -> StyledScreen {
    var last = cells
    var since = ContinuousClock.now
    let end = since + .seconds(40)
    while ContinuousClock.now - since < .milliseconds(400), ContinuousClock.now < end {
      usleep(30_000)
      let now = cells
      if now != last { (last, since) = (now, .now) }
    }
    return last
  }

  /// Whether the explorer has not ended.
  var isRunning: Bool { note("status").isEmpty }

  /// What tmux knows of the terminal in it, such as `mouse_button_flag`.
  func flag(_ name: String) -> Bool {
    tmux("display-message", "-p", "#{\(name)}").hasPrefix("1")
  }

  /// Waits until the shell has the terminal again after Control-Z, and expects it as it was.
  func waitForStop(at location: SourceLocation = #_sourceLocation) {
    Deadline.wait(
      for: "the shell", look: { note("stopped") }, text: { _ in text }, at: location
    ) { $0.contains("icanon") }
    #expect(settings("stopped") == settings("before"), sourceLocation: location)
  }

  /// Presses q, and expects a clean end that leaves the terminal as it was.
  func quit(at location: SourceLocation = #_sourceLocation) {
    press(.character("q"))
    Deadline.wait(
      for: "the end", look: { note("status") }, text: { _ in text }, at: location
    ) { !$0.isEmpty }
    #expect(note("status") == "0\n", sourceLocation: location)
    #expect(note("before").contains("icanon"), sourceLocation: location)
    #expect(settings("after") == settings("before"), sourceLocation: location)
  }

  private func note(_ name: String) -> String {
    (try? String(contentsOfFile: notes(name), encoding: .utf8)) ?? ""
  }

  /// What `stty -a` said, but for the size of the window.
  private func settings(_ name: String) -> String {
    note(name).replacing(#/(rows|columns) \d+;/#, with: "")
  }

  @discardableResult
  private func tmux(_ arguments: String...) -> String { tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) -> String {
    Tool.run(["tmux", "-L", socket] + arguments)
  }
}
