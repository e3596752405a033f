// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Normalization
import Settings
import TestSupport
import Testing

extension JourneyTests {
  @Test(arguments: ["xterm-256color", "xterm", "linux", "vt100", "tmux-256color"])
  func fiveThousandKeysAndMouseEventsDoNoHarm(_ term: String) throws {
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
    // No event types it, so it is seen when all have been taken.
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
    expectGivenBack(session)
    withExtendedLifetime(scratch) {}
  }

  /// 250 random events, and the page of keys, which only a living program shows.
  private static func play(_ session: PtySession, _ round: Int, _ random: inout SplitMix) {
    session.send((0..<250).map { _ in event(&random) }.joined())
    let mark = session.bytes.count
    // Whatever is open is closed; then the keys are asked for, which only a living program shows.
    session.send("\u{1B}")
    session.wait(for: "an answer in round \(round)", since: mark) { !$0.isEmpty }
    // Drawn anew at the end: what was on the screen by chance is not sent again otherwise.
    for key in ["\u{1B}", "\u{1B}", "1", "?", "?", "\u{0C}"] { session.send(key) }
    session.wait(for: "the keys in round \(round)", since: mark) { $0.contains("Keys") }
    session.send("\u{1B}")
  }

  /// What is chosen and turned, by the session that is saved at every change.
  private static func settings(in path: String) throws -> RenderSettings {
    try Session(json: FileBytes.read(path)).settings
  }

  /// A key of the tables or something done with the mouse, but nothing that leaves or writes files.
  private static func event(_ random: inout SplitMix) -> String {
    guard Int.random(in: 0..<4, using: &random) == 0 else {
      return keys.randomElement(using: &random) ?? ""
    }
    // Not on the footer, where `quit` can be clicked.
    let place =
      "\(Int.random(in: 1...120, using: &random));\(Int.random(in: 1...38, using: &random))"
    let button = [0, 0, 32, 64, 65].randomElement(using: &random) ?? 0
    return "\u{1B}[<\(button);\(place)\(Bool.random(using: &random) ? "M" : "m")"
  }

  private static let keys: [String] = {
    var keys: Set<Key> = [.delete]
    keys.formUnion("0123456789.-eE".unicodeScalars.map(Key.character))
    for context in Keymap.Context.allCases where context != .palette {
      keys.formUnion(Keymap.bindings(in: context).flatMap(\.keys.keys))
    }
    // The lists of commands and exports have leaving and writing among them.
    keys.subtract("qw:".unicodeScalars.map(Key.character))
    keys.subtract("czp".unicodeScalars.map(Key.control))
    return keys.sorted { $0.name < $1.name }.compactMap(\.bytes)
  }()

  @Test func oneNumberThatChangesSendsFewBytes() throws {
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
  /// What a terminal like xterm sends for it; nil where terminals differ.
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
