// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Explorer

extension JourneyTests {
  @Test(.needsTmux) func aFolderThatVanishesIsASentence() throws {
    let (scratch, folder) = try Self.folder("a.jpg", "b.jpg")
    let session = try TmuxSession(Self.small + ["\(folder)/a.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.press(.character("c"))
    session.wait(for: "the files") { $0.contains("b.jpg") }
    try FileManager.default.removeItem(atPath: folder)
    session.press(.down, .up, .down)
    session.wait(for: "that it cannot be looked at") { $0.contains("cannot read") }
    session.press(.enter)
    session.wait(for: "a sentence and the old result") { text in
      text.contains("‘b.jpg’: ") && text.contains("Content a.jpg") && text.contains("clipped")
    }
    session.press(.character("c"))
    session.wait(for: "a sentence on the folder") { $0.contains("cannot read the folder") }
    session.press(.down, .enter, .left, .enter, .left, .escape, .character("m"))
    session.wait(for: "the next mode") { $0.contains("Layer Norm") && $0.contains("Content a.jpg") }
    session.quit()
    withExtendedLifetime(scratch) {}
  }

  @Test(.needsTmux) func aDamagedPictureIsASentenceAndTheOldResultStays() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/a.jpg"))
    let noise = Data(repeating: 0x5A, count: 5000)
    try (whole.prefix(20) + noise).write(to: URL(fileURLWithPath: "\(folder)/b.jpg"))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: "\(folder)/c.jpg"))
    let session = try TmuxSession(Self.small + ["\(folder)/a.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    let before = session.settled()
    session.press(.character("c"))
    session.wait(for: "the files") { $0.contains("c.jpg") }
    session.press(.down)
    session.wait(for: "that it cannot be shown") { $0.contains("‘\(folder.prefix(9))") }
    session.press(.enter)
    // On the page, and not in the chooser.
    session.wait(for: "a sentence") {
      $0.contains("as a picture (PNG") && $0.contains("q quit")
    }
    let after = session.settled()
    let pictures = PreviewLayout(ScreenSize(rows: 40, columns: 120)).pictures
    for picture in pictures { #expect(after[picture] == before[picture], "\(after.text)") }
    #expect(after.text.contains("Content a.jpg"))
    session.press(.character("c"))
    session.wait(for: "the files") { $0.contains("c.jpg") }
    session.press(.end, .enter)
    session.wait(for: "a warning and a result") { text in
      text.contains("is truncated") && text.contains("Content c.jpg") && text.contains("clipped")
    }
    session.quit()
    withExtendedLifetime(scratch) {}
  }

  @Test func namesWithEscapesNeverReachTheTerminal() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let names = ["\u{1B}]0;x\u{7}y.jpg", "n\nn.jpg", "\u{9B}31mz.jpg", "\u{202E}w.jpg"]
    for name in names {
      try FileManager.default.copyItem(atPath: "\(folder)/a.jpg", toPath: "\(folder)/\(name)")
    }
    // And one that is no UTF-8 at all.
    let bytes = Array("\(folder)/".utf8) + [0xFF, 0x9B] + Array("k.jpg".utf8) + [0]
    let odd = open(bytes.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600)
    #expect(odd >= 0)
    close(odd)
    let session = try PtySession(Self.small + ["\(folder)/a.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.send("c")
    session.wait(for: "the names") { $0.contains(#"\e]0;x\u{7}y.jpg"#) && $0.contains("n\\nn") }
    seePage(session, after: "\u{1B}")
    for row in 1...names.count + 1 {
      choose("c", "y.jpg", row: row, in: session)
      seePage(session, after: "")
    }
    session.send("\u{1B}?")
    session.wait(for: "the help") { $0.contains("equation 8") }
    session.send("qq")
    session.waitForEnd()
    #expect(session.status == 0)
    for name in names {
      #expect(!session.text.contains(name.dropLast(5)), "\(name.debugDescription) was sent")
    }
    #expect(!session.text.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) })
    withExtendedLifetime(scratch) {}
  }

  /// Waits until the page has come back from under the chooser.
  private func seePage(_ session: PtySession, after key: String) {
    let mark = session.bytes.count
    session.send(key)
    session.wait(for: "the page", since: mark) { $0.contains("NormScope") }
  }
}
