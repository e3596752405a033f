// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import TestSupport
import Testing

extension JourneyTests {
  @Test(.needsTmux, arguments: Keymap.Context.allCases)
  func everyKeyIsProcessedInEveryContext(_ context: Keymap.Context) throws {
    let (scratch, folder) = try Self.folder("a.jpg", "b.jpg")
    // A style from a file can be renamed.
    let session = try TmuxSession(Self.small + ["\(folder)/a.jpg", "--style", "\(folder)/b.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    for (key, action) in Keymap.bindings(in: context).flatMap(\.keys) {
      if action == .quit || action == .suspend { continue }
      open(context, in: session)
      session.press(key)
      expectResponse(in: session, after: "\(key) in \(context)")
    }
    session.quit()
    withExtendedLifetime(scratch) {}
  }

  @Test(.needsTmux) func aThousandRandomKeysDoNotEndTheExplorer() throws {
    let (scratch, folder) = try Self.folder("a.jpg", "b.jpg", depth: 12)
    let session = try TmuxSession(Self.small + ["\(folder)/a.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    let keys = Self.harmless
    var random = SplitMix(seed: 20)
    for round in 1...20 {
      let chunk = (0..<50).compactMap { _ in keys.randomElement(using: &random) }
      session.press(chunk)
      expectResponse(in: session, after: "round \(round): \(chunk.map(\.tmuxName))")
    }
    session.quit()
    withExtendedLifetime(scratch) {}
  }

  /// All keys in the tables and typed characters, except those that end or stop the program.
  private static var harmless: [Key] {
    var keys: Set<Key> = [.delete, .tab, .backTab, .shiftUp, .shiftDown, .function(1)]
    keys.formUnion("0123456789.-eE".unicodeScalars.map(Key.character))
    for context in Keymap.Context.allCases {
      keys.formUnion(Keymap.bindings(in: context).flatMap(\.keys.keys))
    }
    // The command list contains quit.
    keys.subtract([.character("q"), .control("c"), .control("z"), .character(":"), .control("p")])
    keys.subtract(["w", "N", "S"].map(Key.character))
    return keys.sorted { $0.tmuxName < $1.tmuxName }
  }

  /// Opens a context from a page.
  private func open(_ context: Keymap.Context, in session: TmuxSession) {
    switch context {
    case .preview: session.press(.character("1"))
    case .channels:
      session.press(.character("2"))
      session.wait(for: "the channels") { $0.contains("histogram") }
    case .compare:
      session.press(.character("3"))
      session.wait(for: "the modes") { $0.contains("pooled") || $0.contains("R result") }
    case .batch:
      session.press(.character("4"))
      session.wait(for: "the batch") { $0.contains("spread") }
    case .marking:
      session.press(.character("4"), .character("a"))
      session.wait(for: "the chooser of the batch") { $0.contains("Add to the batch") }
    case .styles:
      session.press(.character("5"))
      session.wait(for: "the styles") { $0.contains("bank") }
    case .maps:
      session.press(.character("6"))
      session.wait(for: "the maps") { $0.contains("3 maps") }
    case .scatter:
      session.press(.character("7"))
      session.wait(for: "the points") { $0.contains("content 3") }
    case .lab:
      session.press(.character("8"))
      session.wait(for: "the curves") { $0.contains("paper") }
    case .naming:
      session.press(.character("5"), .character("n"))
      session.wait(for: "the name") { $0.contains("Enter save") }
    case .chooser:
      session.press(.character("1"), .character("c"))
      session.wait(for: "the chooser") { $0.contains("Choose the content") }
    case .entry:
      session.press([.character("1")] + Array(repeating: .up, count: 12))
      session.press(.down, .down, .down, .enter)
      session.wait(for: "the entry") { $0.contains("Enter set") }
    case .help:
      session.press(.character("?"))
      session.wait(for: "the help") { $0.contains("┌────") }
    case .palette:
      session.press(.character("1"), .character(":"), .character("u"), .character("n"))
      session.wait(for: "the palette") { $0.contains(":un_") }
    case .filter:
      session.press(.character("2"), .character("/"))
      session.wait(for: "the filter") { $0.contains("shows 3 of 3") }
    }
  }

  /// Closes all dialogs, opens and closes the help. Keys are processed in order, so this shows that
  /// all previous keys were processed.
  private func expectResponse(in session: TmuxSession, after keys: String) {
    // The screen may be blank briefly while it is redrawn.
    session.wait(for: "any text after \(keys)") { $0.contains { !$0.isWhitespace } }
    session.press(.escape, .escape, .character("?"))
    session.wait(for: "the help after \(keys)") { $0.contains("┌────") }
    session.press(.escape)
    session.wait(for: "the page after \(keys)") { $0.contains("q quit") && !$0.contains("┌────") }
    #expect(session.isRunning, "the explorer ended after \(keys)")
  }
}
