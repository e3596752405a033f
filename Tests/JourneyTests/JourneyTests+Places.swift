// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

extension JourneyTests {
  @Test func aCopiedProgramFindsItsPictures() throws {
    let (scratch, folder) = try Self.folder()
    for name in ["normscope", Program.assets] {
      try FileManager.default.copyItem(
        atPath: "\(Program.folder)/\(name)", toPath: "\(folder)/\(name)")
    }
    let session = try PtySession(
      ["-C", "/", "\(folder)/normscope"] + Self.small, program: "env")
    session.wait(for: "the pictures") { $0.contains("red_panda.jpg") && $0.contains("clipped") }
    session.send("q")
    session.waitForEnd()
    #expect(session.status == 0)
    withExtendedLifetime(scratch) {}
  }

  @Test func withoutBundledPicturesTheExplorerReportsItAndOpensOthers() throws {
    let (scratch, folder) = try Self.folder("a.jpg", "b.jpg")
    try FileManager.default.copyItem(atPath: Program.path, toPath: "\(folder)/normscope")
    let session = try PtySession(
      ["-C", folder, "./normscope"] + Self.small, program: "env")
    session.wait(for: "the message") { $0.contains("bundled pictures not found") }
    choose("c", "a.jpg", row: 1, in: session)
    session.wait(for: "the content") { $0.contains("clipped") }
    choose("s", "b.jpg", row: 2, in: session)
    session.wait(for: "the style") { $0.contains("not used") }
    let mark = session.bytes.count
    session.send("m")
    session.wait(for: "the style in use", since: mark) { $0.contains("CIN") }
    session.send("q")
    session.waitForEnd()
    #expect(session.status == 0)
    #expect(session.hasInitialSettings)
    withExtendedLifetime(scratch) {}
  }

  /// Opens the chooser and selects the file in a row below the first.
  ///
  /// The page may also contain the name, so it is searched only after the chooser's title.
  func choose(_ key: String, _ name: String, row: Int, in session: PtySession) {
    let mark = session.bytes.count
    session.send(key)
    session.wait(for: "‘\(name)’", since: mark) { text in
      let titles = ["Choose", "Add a"].compactMap { text.range(of: $0)?.upperBound }
      return titles.contains { text[$0...].contains(name) }
    }
    session.send("\u{1B}[H" + String(repeating: "\u{1B}[B", count: row) + "\r")
  }
}
