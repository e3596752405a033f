// SPDX-License-Identifier: MIT

import CNcurses
import Glibc
import SystemPackage

/// Queries the terminal's capabilities. Run before the screen is opened.
public enum TerminalProbe {
  /// All queries in one string: kitty graphics if applicable, name, synchronized output, current
  /// and maximum sixel registers, sixel area, cell and text area in pixels, background color. The
  /// final query is for the device attributes, which every terminal answers, so its reply marks the
  /// end.
  static func queries(_ environment: [String: String]) -> String {
    (mayBeKitty(environment) ? kittyQuery : "")
      + "\u{1B}[>0q\u{1B}[?2026$p\u{1B}[?1;1;0S\u{1B}[?1;4;0S\u{1B}[?2;1;0S\u{1B}[16t\u{1B}[14t"
      + "\u{1B}]11;?\u{1B}\\" + finalQuery
  }

  /// Query for the primary device attributes.
  static let finalQuery = "\u{1B}[c"

  /// Query whether a picture of one pixel could be drawn.
  private static let kittyQuery = "\u{1B}_Gi=\(kittyQueryID),s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"

  /// Image ID in that query and its reply.
  static let kittyQueryID = 31

  /// Whether the environment indicates support for the kitty protocol. Some other terminals print
  /// the query, and tmux uses it as a title.
  static func mayBeKitty(_ environment: [String: String]) -> Bool {
    let names = ["TERM", "TERM_PROGRAM"].map { (environment[$0] ?? "").lowercased() }
    let variables = ["KITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE"]
    return !Capabilities(colors: 0, isUTF8: true, environment: environment).isMultiplexed
      && (names.contains { name in ["kitty", "ghostty", "wezterm"].contains(where: name.contains) }
        || variables.contains { !(environment[$0] ?? "").isEmpty })
  }

  /// Returns the terminal's capabilities. Also sets the locale, on which they depend.
  ///
  /// - Parameters:
  ///   - environment: the environment variables.
  ///   - timeout: time to wait for replies; by default 300 ms, or 1 s over SSH or in a window
  ///     system.
  public static func run(
    environment: [String: String], timeout: Duration? = nil
  ) -> Capabilities {
    let known = known(environment: environment)
    var colors: Int32 = 0
    guard ns_inspect_terminal(nil, STDOUT_FILENO, &colors) == NS_USABLE,
      answersQueries(environment["TERM"] ?? ""), isatty(STDOUT_FILENO) == 1
    else { return known }
    let size = ns_window_size(STDOUT_FILENO)
    let queried = known.merging(
      query(queries(environment), timeout: timeout ?? standardTimeout(environment)),
      columns: Int(size.columns), rows: Int(size.rows),
      pixels: CellSize(width: Int(size.width), height: Int(size.height)))
    guard ns_inspect_terminal(richEntry, STDOUT_FILENO, &colors) == NS_USABLE else {
      return queried
    }
    return queried.preferring(richEntry, colors: Int(colors), environment: environment)
  }

  /// Returns the capabilities known from terminfo and the environment. Also sets the locale.
  public static func known(environment: [String: String]) -> Capabilities {
    let isUTF8 = ns_set_locale()
    var colors: Int32 = 0
    _ = ns_inspect_terminal(nil, STDOUT_FILENO, &colors)
    return Capabilities(colors: Int(colors), isUTF8: isUTF8, environment: environment)
  }

  private static let richEntry = "xterm-256color"

  /// Returns whether a terminal type replies to queries. Others ignore or print them.
  static func answersQueries(_ term: String) -> Bool {
    let silent = ["linux", "vt", "dumb", "cons", "unknown", "ansi", "emacs", "eterm", "sun"]
    return !term.isEmpty && !silent.contains { term.hasPrefix($0) }
  }

  /// 300 ms, or 1 s for a network connection or a window that may still be opening.
  static func standardTimeout(_ environment: [String: String]) -> Duration {
    let slow = ["SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"]
    return slow.contains { !(environment[$0] ?? "").isEmpty } ? .seconds(1) : .milliseconds(300)
  }

  /// Sends queries in raw mode and reads until the final reply or the timeout.
  private static func query(_ queries: String, timeout: Duration) -> ProbeReply {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return ProbeReply([]) }
    defer { close(terminal) }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { return ProbeReply([]) }
    var raw = before
    cfmakeraw(&raw)
    // Other processes may write to the terminal, so its output mode stays.
    raw.c_oflag = before.c_oflag
    tcsetattr(terminal, TCSADRAIN, &raw)
    defer { tcsetattr(terminal, TCSADRAIN, &before) }
    let descriptor = FileDescriptor(rawValue: terminal)
    let reply = descriptor.query(queries, timeout: timeout)
    // Erases the line in case a query was printed.
    descriptor.send(Array("\r\u{1B}[K".utf8))
    return reply
  }
}
