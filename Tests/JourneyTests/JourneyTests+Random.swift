// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Settings
import TestSupport
import Testing

extension JourneyTests {
  @Test(arguments: ["xterm-256color", "xterm", "linux", "vt100", "tmux-256color"])
  func randomKeysAndMouseEventsCanBeUndoneAndRedone(_ term: String) throws {
    let (scratch, folder) = try Self.folder("a.jpg", "b.jpg", depth: 12)
    let path = "\(folder)/session.json"
    let session = try PtySession(
      Self.small + ["\(folder)/a.jpg", "--session", path], term: term)
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.send("mu")
    session.wait(for: "the first session") { _ in
      (try? Self.settings(in: path))?.mode == .adaptive
    }
    let start = try Self.settings(in: path)
    var random = SplitMix(seed: 5000)
    for round in 1...20 { Self.play(session, round, &random) }
    // No random event types this text, so it appears after all events were processed.
    session.send("\u{1B}\u{1B}1:zzz\u{0C}")
    session.wait(for: "the last key") { $0.contains(":zzz") }
    session.send("\u{1B}")
    session.settle()
    let end = try Self.settings(in: path)
    #expect(end != start)
    session.send(String(repeating: "u", count: 5000))
    session.wait(for: "the start") { _ in (try? Self.settings(in: path)) == start }
    session.settle()
    session.send(String(repeating: "\u{12}", count: 5000))
    session.wait(for: "the end again") { _ in (try? Self.settings(in: path)) == end }
    session.send("q")
    session.waitForEnd()
    #expect(session.status == 0)
    expectRestored(session)
    withExtendedLifetime(scratch) {}
  }

  /// Sends 250 random events and waits for the help, which shows that they were processed.
  private static func play(_ session: PtySession, _ round: Int, _ random: inout SplitMix) {
    session.send((0..<250).map { _ in event(&random) }.joined())
    let mark = session.bytes.count
    // Closes all dialogs.
    session.send("\u{1B}")
    session.wait(for: "an answer in round \(round)", since: mark) { !$0.isEmpty }
    // Ends with a redraw, because text that is already on the screen is not sent again.
    for key in ["\u{1B}", "\u{1B}", "1", "?", "?", "\u{0C}"] { session.send(key) }
    session.wait(for: "the keys in round \(round)", since: mark) { $0.contains("Keys") }
    session.send("\u{1B}")
  }

  /// Returns the settings in the session file, which is saved after every change.
  private static func settings(in path: String) throws -> RenderSettings {
    try Session(json: FileContents.read(path)).settings
  }

  /// Returns the bytes of a random key or mouse event. None quits or writes files.
  private static func event(_ random: inout SplitMix) -> String {
    guard Int.random(in: 0..<4, using: &random) == 0 else {
      return keys.randomElement(using: &random) ?? ""
    }
    // Not on the footer, which contains the quit button.
    let position =
      "\(Int.random(in: 1...120, using: &random));\(Int.random(in: 1...38, using: &random))"
    let button = [0, 0, 32, 64, 65].randomElement(using: &random) ?? 0
    return "\u{1B}[<\(button);\(position)\(Bool.random(using: &random) ? "M" : "m")"
  }

  private static let keys: [String] = {
    var keys: Set<Key> = [.delete]
    keys.formUnion("0123456789.-eE".unicodeScalars.map(Key.character))
    for context in Keymap.Context.allCases where context != .palette {
      keys.formUnion(Keymap.bindings(in: context).flatMap(\.keys.keys))
    }
    // The lists of commands and exports contain quitting and writing.
    keys.subtract("qw:".unicodeScalars.map(Key.character))
    keys.subtract("czp".unicodeScalars.map(Key.control))
    return keys.sorted { $0.name < $1.name }.compactMap(\.bytes)
  }()

  @Test func aChangedDigitSendsAtMost64Bytes() throws {
    let session = try PtySession(Self.small)
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.send("1" + String(repeating: "\u{1B}OB", count: 6) + "\r")
    session.wait(for: "the line for a number") { $0.contains("cancel") }
    session.settle()
    for digit in ["1", "2", "5"] {
      let mark = session.bytes.count
      session.send(digit)
      session.wait(for: "the digit", since: mark) { $0.contains(digit) }
      session.settle()
      let sent = session.bytes[mark...]
      #expect(sent.count <= 64, "\(String(decoding: sent, as: UTF8.self).debugDescription)")
    }
    session.send("\u{1B}q")
    session.waitForEnd()
  }
}

extension Key {
  /// The bytes that xterm sends for this key; nil if terminals differ.
  fileprivate var bytes: String? {
    switch self {
    case .character(let letter): String(Character(letter))
    case .control(let letter): Unicode.Scalar(letter.value & 31).map { String(Character($0)) }
    case .up: "\u{1B}[A"
    case .down: "\u{1B}[B"
    case .right: "\u{1B}[C"
    case .left: "\u{1B}[D"
    case .shiftRight: "\u{1B}[1;2C"
    case .shiftLeft: "\u{1B}[1;2D"
    case .pageUp: "\u{1B}[5~"
    case .pageDown: "\u{1B}[6~"
    case .home: "\u{1B}[H"
    case .end: "\u{1B}[F"
    case .enter: "\r"
    case .escape: "\u{1B}"
    case .tab: "\t"
    case .backTab: "\u{1B}[Z"
    case .backspace: "\u{7F}"
    case .delete: "\u{1B}[3~"
    case .function(1): "\u{1B}OP"
    case .function, .shiftUp, .shiftDown: nil
    }
  }
}
