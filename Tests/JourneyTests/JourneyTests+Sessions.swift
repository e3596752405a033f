// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing

@testable import Explorer

extension JourneyTests {
  @Test func aKilledExplorerLosesAtMostTheLastChange() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let path = "\(folder)/mine.json"
    var random = SplitMix(seed: 3)
    for round in 0..<8 {
      let start = round == 0 ? Self.small + ["\(folder)/a.jpg"] : []
      let session = try PtySession(start + ["--session", path])
      session.wait(for: "the first result") { $0.contains("clipped") }
      if round == 0 { session.send("\u{1B}OB\u{1B}OB\u{1B}OB") }
      // Changes γ while the session file is read repeatedly.
      let (key, step) = round.isMultiple(of: 2) ? ("\u{1B}OC", 1) : ("\u{1B}OD", -1)
      var expected = round == 0 ? 1 : try factor(path)
      for _ in 0..<Int(10 + random.next() % 40) {
        session.send(key)
        expected = Slider.factor.stepped(expected, by: step)
        usleep(UInt32(random.next() % 4000))
        if FileManager.default.fileExists(atPath: path) { _ = try factor(path) }
      }
      // Everything displayed is saved. The process is killed during one more change.
      session.wait(for: "the last change in the file") { _ in (try? factor(path)) == expected }
      session.send(key)
      usleep(UInt32(random.next() % 4000))
      session.signal(SIGKILL)
      session.waitForEnd()
      let saved = try factor(path)
      #expect([expected, Slider.factor.stepped(expected, by: step)].contains(saved))
    }
    withExtendedLifetime(scratch) {}
  }

  /// Returns the factor of γ in a session file. Throws if the file is incomplete.
  private func factor(_ path: String) throws -> Double {
    try Session(json: FileContents.read(path)).settings.edit(of: 0).factor
  }

  @Test func theNextStartRestoresTheSession() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let home = try ScratchFolder()
    let first = try PtySession(Self.small + ["\(folder)/a.jpg"], environment: home.asHome)
    first.wait(for: "the first result") { $0.contains("clipped") }
    first.send("m:theme: mono\r")
    first.wait(for: "the theme") { $0.contains("theme: mono") }
    first.send("2q")
    first.waitForEnd()
    let saved = try Session(json: FileContents.read(home(".state/normscope/session.json")))
    #expect(saved.settings.mode == .layer && saved.page == .channels && saved.settings.size == 128)
    #expect(saved.settings.input == .picture(path: "\(folder)/a.jpg"))
    try FileManager.default.removeItem(atPath: "\(folder)/a.jpg")
    let second = try PtySession([], environment: home.asHome)
    second.wait(for: "the message and the mode") { text in
      text.contains("removed ‘a.jpg’ from the session") && text.contains("LN")
    }
    second.send("q")
    second.waitForEnd()
    // Nothing was changed, so the session file is the same.
    #expect(try Session(json: FileContents.read(home(".state/normscope/session.json"))) == saved)
    withExtendedLifetime(scratch) {}
  }

  @Test func quittingDuringAnExportFinishesIt() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    // A file size limit interrupts the write, like a full disk.
    let cases = [
      ("unlimited", "written to", ["a.jpg", "normscope-result-1.png"]),
      ("8", "export failed", ["a.jpg"]),
    ]
    for (limit, message, names) in cases {
      let script = "cd \(folder); trap '' XFSZ; ulimit -f \(limit); exec \(Program.path) \"$@\""
      let session = try PtySession(
        ["-c", script, "sh"] + Self.small + ["--size", "512", "a.jpg"], program: "/bin/sh")
      session.wait(for: "the first result") { $0.contains("clipped") }
      session.send("wq\u{7F}\rq")
      session.waitForEnd()
      #expect(session.status == 0 && session.text.contains(message))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == names)
      try? FileManager.default.removeItem(atPath: "\(folder)/normscope-result-1.png")
    }
    withExtendedLifetime(scratch) {}
  }
}
