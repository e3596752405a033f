// SPDX-License-Identifier: MIT

import CNcurses
import Glibc

/// Asks the terminal what it can do. To be run before the screen is opened.
public enum TerminalProbe {
  /// The questions in one batch: name, synchronized output, sixel registers now and at most, sixel
  /// area, cell and text area in pixels, background color; last the device attributes, which every
  /// terminal answers and which so tell that no other answer is to come.
  /// Kitty's question comes first where it is asked at all.
  static func questions(_ environment: [String: String]) -> String {
    (mayBeKitty(environment) ? kittyQuestion : "")
      + "\u{1B}[>0q\u{1B}[?2026$p\u{1B}[?1;1;0S\u{1B}[?1;4;0S\u{1B}[?2;1;0S\u{1B}[16t\u{1B}[14t"
      + "\u{1B}]11;?\u{1B}\\" + lastQuestion
  }

  /// The device attributes.
  static let lastQuestion = "\u{1B}[c"

  /// Whether one picture of one pixel could be drawn.
  private static let kittyQuestion = "\u{1B}_Gi=\(kittyNumber),s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"

  /// The number of that picture, by which its answer is known.
  static let kittyNumber = 31

  /// Whether the environment speaks of a terminal that knows kitty's protocol: some of the others
  /// print the question, and tmux takes it for a title.
  static func mayBeKitty(_ environment: [String: String]) -> Bool {
    let names = ["TERM", "TERM_PROGRAM"].map { (environment[$0] ?? "").lowercased() }
    let variables = ["KITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE"]
    return !Capabilities(colors: 0, isUTF8: true, environment: environment).isMultiplexed
      && (names.contains { name in ["kitty", "ghostty", "wezterm"].contains(where: name.contains) }
        || variables.contains { !(environment[$0] ?? "").isEmpty })
  }

  /// What the terminal can do. Sets the locale as well, on which that depends.
  ///
  /// - Parameters:
  ///   - environment: the environment variables.
  ///   - deadline: how long answers are waited for; by default 300 ms, and 1 s over SSH or
  ///     in a window.
  public static func run(
    environment: [String: String], deadline: Duration? = nil
  ) -> Capabilities {
    let known = known(environment: environment)
    var colors: Int32 = 0
    guard ns_inspect_terminal(nil, STDOUT_FILENO, &colors) == NS_USABLE,
      answersQuestions(environment["TERM"] ?? ""), isatty(STDOUT_FILENO) == 1
    else { return known }
    let size = ns_window_size(STDOUT_FILENO)
    let asked = known.merging(
      ask(questions(environment), for: deadline ?? standardDeadline(environment)),
      columns: Int(size.columns), rows: Int(size.rows),
      pixels: CellSize(width: Int(size.width), height: Int(size.height)))
    guard ns_inspect_terminal(richEntry, STDOUT_FILENO, &colors) == NS_USABLE else { return asked }
    return asked.preferring(richEntry, colors: Int(colors), environment: environment)
  }

  /// What is known without asking: from terminfo and the environment. Sets the locale as well.
  public static func known(environment: [String: String]) -> Capabilities {
    let isUTF8 = ns_set_locale()
    var colors: Int32 = 0
    _ = ns_inspect_terminal(nil, STDOUT_FILENO, &colors)
    return Capabilities(colors: Int(colors), isUTF8: isUTF8, environment: environment)
  }

  private static let richEntry = "xterm-256color"

  /// The terminals that would show the questions, or do not know how to answer.
  static func answersQuestions(_ term: String) -> Bool {
    let silent = ["linux", "vt", "dumb", "cons", "unknown", "ansi", "emacs", "eterm", "sun"]
    return !term.isEmpty && !silent.contains { term.hasPrefix($0) }
  }

  /// 300 ms, or 1 s where a network lies between, or a window that may just be opening.
  static func standardDeadline(_ environment: [String: String]) -> Duration {
    let slow = ["SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"]
    return slow.contains { !(environment[$0] ?? "").isEmpty } ? .seconds(1) : .milliseconds(300)
  }

  /// Sends the questions in raw mode and reads until the last answer or the deadline.
  private static func ask(_ questions: String, for deadline: Duration) -> ProbeReply {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return ProbeReply([]) }
    defer { close(terminal) }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { return ProbeReply([]) }
    var raw = before
    cfmakeraw(&raw)
    // Without it the terminal's output stays as it was for whoever else is writing.
    raw.c_oflag = before.c_oflag
    tcsetattr(terminal, TCSADRAIN, &raw)
    defer { tcsetattr(terminal, TCSADRAIN, &before) }
    let reply = Descriptor(terminal).ask(questions, for: deadline)
    // Where a question was printed after all, its line goes before the screen changes.
    Descriptor(terminal).write(Array("\r\u{1B}[K".utf8))
    return reply
  }
}
