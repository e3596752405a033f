// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing

@testable import Explorer

extension JourneyTests {
  @Test func aKilledExplorerLosesNoMoreThanItsLastChange() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let path = "\(folder)/mine.json"
    var random = SplitMix(seed: 3)
    for round in 0..<8 {
      let start = round == 0 ? Self.small + ["\(folder)/a.jpg"] : []
      let session = try PtySession(start + ["--session", path])
      session.wait(for: "the first result") { $0.contains("clipped") }
      if round == 0 { session.send("\u{1B}OB\u{1B}OB\u{1B}OB") }
      // γ goes up and down while the file is read again and again.
      let (key, step) = round.isMultiple(of: 2) ? ("\u{1B}OC", 1) : ("\u{1B}OD", -1)
      var expected = round == 0 ? 1 : try factor(path)
      for _ in 0..<Int(10 + random.next() % 40) {
        session.send(key)
        expected = Slider.factor.stepped(expected, by: step)
        usleep(UInt32(random.next() % 4000))
        if FileManager.default.fileExists(atPath: path) { _ = try factor(path) }
      }
      // What is shown is kept; the kill comes with one more change under way.
      session.wait(for: "the last turn in the file") { _ in (try? factor(path)) == expected }
      session.send(key)
      usleep(UInt32(random.next() % 4000))
      session.signal(SIGKILL)
      session.waitForEnd()
      let left = try factor(path)
      #expect([expected, Slider.factor.stepped(expected, by: step)].contains(left))
    }
    withExtendedLifetime(scratch) {}
  }

  /// The factor on γ in a session, which must be there whole.
  private func factor(_ path: String) throws -> Double {
    try Session(json: FileBytes.read(path)).settings.edit(of: 0).factor
  }

  @Test func itIsPickedUpWhereItWasLeft() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let home = try ScratchFolder()
    let first = try PtySession(Self.small + ["\(folder)/a.jpg"], environment: home.asHome)
    first.wait(for: "the first result") { $0.contains("clipped") }
    first.send("m:theme: mono\r")
    first.wait(for: "the theme") { $0.contains("theme: mono") }
    first.send("2q")
    first.waitForEnd()
    let kept = try Session(json: FileBytes.read(home(".state/normscope/session.json")))
    #expect(kept.settings.mode == .layer && kept.page == .channels && kept.settings.size == 128)
    #expect(kept.settings.input == .picture(path: "\(folder)/a.jpg"))
    try FileManager.default.removeItem(atPath: "\(folder)/a.jpg")
    let second = try PtySession([], environment: home.asHome)
    second.wait(for: "the sentence and the mode") { text in
      text.contains("‘a.jpg’ of the session cannot be read") && text.contains("LN")
    }
    second.send("q")
    second.waitForEnd()
    // Nothing was changed, so what was kept is as it was.
    #expect(try Session(json: FileBytes.read(home(".state/normscope/session.json"))) == kept)
    withExtendedLifetime(scratch) {}
  }

  @Test func anExportIsFinishedWhenTheExplorerIsLeftAtOnce() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    // A limit on file size stops the write in its middle, as a full disk does.
    for (limit, names) in [("unlimited", ["a.jpg", "normscope-result-1.png"]), ("8", ["a.jpg"])] {
      let script = "cd \(folder); trap '' XFSZ; ulimit -f \(limit); exec \(Program.path) \"$@\""
      let session = try PtySession(
        ["-c", script, "sh"] + Self.small + ["--size", "512", "a.jpg"], program: "/bin/sh")
      session.wait(for: "the first result") { $0.contains("clipped") }
      session.send("wq\u{7F}\rq")
      session.waitForEnd()
      #expect(session.status == 0 && session.text.contains("written"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == names)
      try? FileManager.default.removeItem(atPath: "\(folder)/normscope-result-1.png")
    }
    withExtendedLifetime(scratch) {}
  }
}
