// SPDX-License-Identifier: MIT

import Glibc
import TestSupport
import Testing

extension JourneyTests {
  /// A way in which the explorer ends.
  enum End: CaseIterable {
    case key, controlC, termination, hangUp, trap, illegalInstruction, abort
  }

  @Test(arguments: End.allCases, ["pixels", "compact"])
  func everyEndGivesTheTerminalBack(_ end: End, in network: String) throws {
    let session = try PtySession(["--network", network, "--size", "128"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    // In the middle of work: keys that have not been read yet.
    let keys = "mmm?"
    session.send(keys)
    switch end {
    case .key: session.send("qq")
    case .controlC: session.send("\u{3}")
    case .termination: session.signal(SIGTERM)
    case .hangUp: session.signal(SIGHUP)
    case .trap: session.signal(SIGTRAP)
    case .illegalInstruction: session.signal(SIGILL)
    case .abort: session.signal(SIGABRT)
    }
    session.waitForEnd()
    expectGivenBack(session, echoing: keys)
    #expect(session.modes[1049] == false, "the alternate screen is the one it draws on")
    #expect(session.modes[25] == true)
    let crashes: [End: Int32] = [.trap: SIGTRAP, .illegalInstruction: SIGILL, .abort: SIGABRT]
    let deadly = (session.status ?? 0) & 0x7F
    #expect(deadly == crashes[end] ?? 0, "its status is \(session.status ?? -1)")
  }

  @Test(arguments: ["main", "worker", "workers"])
  func aStackOverflowInAnyThreadRestoresTheTerminal(_ threads: String) throws {
    let session = try PtySession([threads], program: "\(Program.folder)/CrashProbe")
    session.waitForEnd()
    #expect(session.modes[1049] == false, "the alternate screen was not opened and closed")
    let signal = (session.status ?? 0) & 0x7F
    #expect(signal == SIGSEGV, "its status is \(session.status ?? -1)")
    expectGivenBack(session)
  }

  @Test(arguments: ["xterm-256color", "xterm", "linux", "vt100", "tmux-256color"])
  func everyTerminalIsGivenBack(_ term: String) throws {
    let session = try PtySession(Self.small, term: term)
    session.wait(for: "the first result") { $0.contains("clipped") }
    let mark = session.bytes.count
    session.send("?")
    session.wait(for: "the help", since: mark) { $0.contains("equation 8") }
    session.send("qq")
    session.waitForEnd()
    #expect(session.status == 0)
    expectGivenBack(session)
  }

  @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "", "LC_CTYPE": "", "LANG": "C"]])
  func aLocaleWithoutUTF8GetsPlainASCII(_ locale: [String: String]) throws {
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
    expectGivenBack(session)
  }

  @Test func noColorMeansNone() throws {
    let session = try PtySession(Self.small, environment: ["NO_COLOR": "1"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.send("q")
    session.waitForEnd()
    let colors = session.text.matches(of: #/\u{1B}\[([0-9;]*)m/#).map(\.1).filter { sequence in
      sequence.split(separator: ";").compactMap { Int($0) }.contains { $0 >= 30 && $0 % 10 != 9 }
    }
    #expect(colors.isEmpty, "\(Set(colors))")
    expectGivenBack(session)
  }

  @Test func aTerminalWithoutACursorIsRefusedInOneSentence() throws {
    let session = try PtySession(Self.small, term: "dumb")
    session.waitForEnd()
    #expect((session.status ?? 0) >> 8 == 2)
    #expect(session.text.hasSuffix("which the explorer needs\r\n"), "\(session.text)")
    #expect(session.text.split(separator: "\r\n").count == 1, "\(session.text)")
    #expect(session.isAsBefore)
  }

  /// No mode of the terminal is left on, the cursor is shown, and its settings are as before.
  ///
  /// Keys that are still under way when the terminal is given back are echoed by the terminal itself.
  func expectGivenBack(
    _ session: PtySession, echoing keys: String = "", at location: SourceLocation = #_sourceLocation
  ) {
    let left = session.modes.filter { $0.value && $0.key != 25 && $0.key != 7 }
    #expect(left.isEmpty, "left on: \(left.keys)", sourceLocation: location)
    #expect(session.modes[25] ?? true, "the cursor is hidden", sourceLocation: location)
    #expect(session.isAsBefore, "other settings than before", sourceLocation: location)
    let shown = session.text.replacing(#/^(?s:.*)\u{1B}\[\?1049l/#, with: "")
      .replacing(#/\u{1B}(\[[0-9;?]*[a-zA-Z]|[=>78]|[()][A-Z0-9])/#, with: "")
    if session.modes[1049] != nil {
      let isEcho = keys.hasSuffix(shown.filter { !$0.isWhitespace })
      #expect(isEcho, "after it: \(shown)", sourceLocation: location)
    }
  }
}
