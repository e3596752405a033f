// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import TestSupport
import Testing

/// The explorer in a private tmux server, controlled by keys and read as text.
///
/// The shell that starts it saves the terminal settings before and after.
final class TmuxSession {
  private let socket = "normscope-\(UUID().uuidString)"
  private let folder: ScratchFolder

  /// Starts the explorer in a terminal of the given size.
  ///
  /// With `isStoppedOnce`, the shell saves the terminal settings after a stop and waits for Enter.
  init(
    _ arguments: [String], columns: Int = 120, rows: Int = 40, isStoppedOnce: Bool = false
  ) throws {
    folder = try ScratchFolder()
    let program = ([Program.path] + arguments).map(Tool.quoted).joined(separator: " ")
    // `cat` keeps the terminal open and ends with it.
    let stop = isStoppedOnce ? "stty -a >stopped; read -r line; fg >/dev/null;" : ""
    let script = """
      \(isStoppedOnce ? "set -m;" : "") stty -a >before; \(program); \(stop) code=$?
      stty -a >after; echo $code >status; exec cat
      """
    // The server keeps running, so it must not inherit the pipe of the tests' output.
    let start = Tool.start(
      [
        "tmux", "-L", socket, "-f", "/dev/null", "-u", "start-server", ";",
        "set-option", "-g", "default-terminal", "tmux-256color", ";",
        "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", folder.path,
        "-e", "LC_ALL=C.UTF-8", "-e", "NO_COLOR=",
      ] + folder.asHome.flatMap { ["-e", "\($0)=\($1)"] } + ["sh", "-c", script])
    start?.wait()
  }

  deinit { tmux("kill-server") }

  /// Presses keys in order.
  func press(_ keys: Key...) { press(keys) }

  /// Presses keys in order.
  func press(_ keys: [Key]) { tmux(["send-keys"] + keys.map(\.tmuxName)) }

  /// Resizes the terminal.
  func resize(columns: Int, rows: Int) {
    tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// The screen as text.
  var text: String { tmux("capture-pane", "-p") }

  /// The screen with its colors.
  var cells: StyledScreen { StyledScreen(tmux("capture-pane", "-p", "-e")) }

  /// Waits until the screen satisfies a condition, and returns its text.
  @discardableResult
  func wait(
    for name: String, at location: SourceLocation = #_sourceLocation,
    until condition: (String) -> Bool
  ) -> String {
    Deadline.wait(for: name, look: { text }, text: { $0 }, at: location, until: condition)
  }

  /// Waits until the screen with its colors has not changed for 400 ms.
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

  /// Whether the explorer is running.
  var isRunning: Bool { savedText("status").isEmpty }

  /// Returns a flag of the pane in tmux, such as `mouse_button_flag`.
  func flag(_ name: String) -> Bool {
    tmux("display-message", "-p", "#{\(name)}").hasPrefix("1")
  }

  /// Waits for the shell after Control-Z and expects the initial terminal settings.
  func waitForStop(at location: SourceLocation = #_sourceLocation) {
    Deadline.wait(
      for: "the shell", look: { savedText("stopped") }, text: { _ in text }, at: location
    ) { $0.contains("icanon") }
    #expect(settings("stopped") == settings("before"), sourceLocation: location)
  }

  /// Presses q and expects exit status 0 and the initial terminal settings.
  func quit(at location: SourceLocation = #_sourceLocation) {
    press(.character("q"))
    Deadline.wait(
      for: "the end", look: { savedText("status") }, text: { _ in text }, at: location
    ) { !$0.isEmpty }
    #expect(savedText("status") == "0\n", sourceLocation: location)
    #expect(savedText("before").contains("icanon"), sourceLocation: location)
    #expect(settings("after") == settings("before"), sourceLocation: location)
  }

  private func savedText(_ name: String) -> String {
    (try? String(contentsOfFile: folder(name), encoding: .utf8)) ?? ""
  }

  /// Returns saved output of `stty -a` without the window size.
  private func settings(_ name: String) -> String {
    savedText(name).replacing(#/(rows|columns) \d+;/#, with: "")
  }

  @discardableResult
  private func tmux(_ arguments: String...) -> String { tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) -> String {
    Tool.run(["tmux", "-L", socket] + arguments)
  }
}

extension Key {
  /// What tmux's `send-keys` calls it.
  var tmuxName: String {
    switch self {
    case .character(" "): "Space"
    // A semicolon alone would end tmux's command.
    case .character(";"): "\\;"
    case .character(let letter): String(Character(letter))
    case .control(let letter): "C-\(letter)"
    case .function(let number): "F\(number)"
    case .up, .down, .left, .right: "\(self)".capitalized
    case .shiftUp: "S-Up"
    case .shiftDown: "S-Down"
    case .shiftLeft: "S-Left"
    case .shiftRight: "S-Right"
    case .pageUp: "PPage"
    case .pageDown: "NPage"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Escape"
    case .tab: "Tab"
    case .backTab: "BTab"
    case .backspace: "BSpace"
    case .delete: "DC"
    }
  }
}
