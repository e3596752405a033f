// SPDX-License-Identifier: MIT

import Explorer
import Glibc
import TestSupport
import Testing

extension JourneyTests {
  /// Way to end the explorer.
  enum Ending: CaseIterable {
    case key, controlC, termination, hangUp, trap, illegalInstruction, abort
  }

  @Test(arguments: Ending.allCases, ["pixels", "compact"])
  func everyWayToExitRestoresTheTerminal(_ ending: Ending, in network: String) throws {
    let session = try PtySession(["--network", network, "--size", "128"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    // The explorer ends while keys are unread.
    let keys = "mmm?"
    session.send(keys)
    switch ending {
    case .key: session.send("qq")
    case .controlC: session.send("\u{3}")
    case .termination: session.signal(SIGTERM)
    case .hangUp: session.signal(SIGHUP)
    case .trap: session.signal(SIGTRAP)
    case .illegalInstruction: session.signal(SIGILL)
    case .abort: session.signal(SIGABRT)
    }
    session.waitForEnd()
    expectRestored(session, echoing: keys)
    #expect(session.modes[1049] == false, "the alternate screen was not closed")
    #expect(session.modes[25] == true)
    let crashes: [Ending: Int32] = [.trap: SIGTRAP, .illegalInstruction: SIGILL, .abort: SIGABRT]
    let signal = (session.status ?? 0) & 0x7F
    #expect(signal == crashes[ending] ?? 0, "exit status \(session.status ?? -1)")
  }

  @Test(arguments: ["main", "worker", "workers"])
  func aStackOverflowInAnyThreadRestoresTheTerminal(_ threads: String) throws {
    let session = try PtySession([threads], program: "\(Program.folder)/CrashProbe")
    session.waitForEnd()
    #expect(session.modes[1049] == false, "the alternate screen was not opened and closed")
    let signal = (session.status ?? 0) & 0x7F
    #expect(signal == SIGSEGV, "exit status \(session.status ?? -1)")
    expectRestored(session)
  }

  @Test(arguments: ["xterm-256color", "xterm", "linux", "vt100", "tmux-256color"])
  func exitRestoresEveryTerminalType(_ term: String) throws {
    let session = try PtySession(Self.small, term: term)
    session.wait(for: "the first result") { $0.contains("clipped") }
    let mark = session.bytes.count
    session.send("?")
    session.wait(for: "the help", since: mark) { $0.contains("equation 8") }
    session.send("qq")
    session.waitForEnd()
    #expect(session.status == 0)
    expectRestored(session)
  }

  @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "", "LC_CTYPE": "", "LANG": "C"]])
  func localesWithoutUTF8GetOnlyASCII(_ locale: [String: String]) throws {
    let session = try PtySession(Self.small, environment: locale)
    for key in ["", "m", "2", "?", "?", "\u{1B}", "c"] {
      let mark = session.bytes.count
      session.send(key)
      session.wait(for: "an answer to ‘\(key)’", since: mark) { !$0.isEmpty }
    }
    let mark = session.bytes.count
    session.send("\u{1B}?")
    session.wait(for: "the help", since: mark) { $0.contains("sqrt(var + eps)") }
    session.send("qq")
    session.waitForEnd()
    #expect(session.bytes.allSatisfy { $0 < 0x80 }, "\(session.text.filter { !$0.isASCII })")
    expectRestored(session)
  }

  @Test func noColorDisablesAllColors() throws {
    let session = try PtySession(Self.small, environment: ["NO_COLOR": "1"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.send("q")
    session.waitForEnd()
    let colors = session.text.matches(of: #/\u{1B}\[([0-9;]*)m/#).map(\.1).filter { sequence in
      sequence.split(separator: ";").compactMap { Int($0) }.contains { $0 >= 30 && $0 % 10 != 9 }
    }
    #expect(colors.isEmpty, "\(Set(colors))")
    expectRestored(session)
  }

  @Test func aTerminalWithoutCursorPositioningIsRejectedInOneLine() throws {
    let session = try PtySession(Self.small, term: "dumb")
    session.waitForEnd()
    #expect((session.status ?? 0) >> 8 == 2)
    #expect(session.text.hasSuffix("which the explorer needs\r\n"), "\(session.text)")
    #expect(session.text.split(separator: "\r\n").count == 1, "\(session.text)")
    #expect(session.hasInitialSettings)
  }

  /// Expects that no terminal mode is left on, the cursor is visible, and the settings are the
  /// initial ones.
  ///
  /// Keys that arrive after the terminal was restored are echoed by the terminal.
  func expectRestored(
    _ session: PtySession, echoing keys: String = "", at location: SourceLocation = #_sourceLocation
  ) {
    let leftOn = session.modes.filter { $0.value && $0.key != 25 && $0.key != 7 }
    #expect(leftOn.isEmpty, "modes left on: \(leftOn.keys)", sourceLocation: location)
    #expect(session.modes[25] ?? true, "the cursor is hidden", sourceLocation: location)
    #expect(session.hasInitialSettings, "the terminal settings changed", sourceLocation: location)
    let shown = session.text.replacing(#/^(?s:.*)\u{1B}\[\?1049l/#, with: "")
      .replacing(#/\u{1B}(\[[0-9;?]*[a-zA-Z]|[=>78]|[()][A-Z0-9])/#, with: "")
    if session.modes[1049] != nil {
      let isEcho = keys.hasSuffix(shown.filter { !$0.isWhitespace })
      #expect(isEcho, "output after the exit: \(shown)", sourceLocation: location)
    }
  }
}

extension JourneyTests {
  @Test(.needsTmux) func controlZRestoresTheTerminalAndContinuingRestoresTheScreen() throws {
    let session = try TmuxSession(Self.small, isStoppedOnce: true)
    session.wait(for: "the result") { $0.contains("clipped") }
    #expect(session.flag("mouse_button_flag"), "drags are not reported")
    session.press(.control("z"))
    session.waitForStop()
    #expect(!session.flag("mouse_any_flag"), "mouse reports are still enabled")
    #expect(!session.text.contains("clipped"), "the explorer's screen was not cleared")
    session.press(.enter)
    session.wait(for: "the result again") { $0.contains("clipped") }
    Deadline.wait(
      for: "drags to be reported again", look: { session.flag("mouse_button_flag") },
      text: { "\($0)" }, at: #_sourceLocation
    ) { $0 }
    session.press(.character("2"))
    session.wait(for: "Channels") { $0.contains("histogram") }
    session.quit()
  }

  /// A signal from another process ends the program without Swift's interactive backtrace.
  @Test(arguments: [SIGTRAP, SIGQUIT, SIGSEGV, SIGABRT], [false, true])
  func signalsTerminateImmediatelyWithBacktracesEnabled(_ number: Int32, isTyped: Bool) throws {
    // Only SIGQUIT can be typed (Control-\).
    if isTyped && number != SIGQUIT { return }
    let session = try PtySession(
      Self.small, environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=yes"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    isTyped ? session.send("\u{1C}") : session.signal(number)
    session.waitForEnd()
    #expect((session.status ?? 0) & 0x7F == number, "exit status \(session.status ?? -1)")
    #expect(!session.text.contains("Press space"), "\(session.text.suffix(300))")
    expectRestored(session)
  }
}
