// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Testing

@testable import Explorer

extension JourneyTests {
  @Test(.needsTmux) func aDeletedFolderIsReportedAndTheResultStays() throws {
    let (scratch, folder) = try Self.folder("a.jpg", "b.jpg")
    let session = try TmuxSession(Self.small + ["\(folder)/a.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.press(.character("c"))
    session.wait(for: "the files") { $0.contains("b.jpg") }
    try FileManager.default.removeItem(atPath: folder)
    session.press(.down, .up, .down)
    session.wait(for: "an error about the preview") { $0.contains("cannot read") }
    session.press(.enter)
    session.wait(for: "an error and the old result") { text in
      text.contains("‘b.jpg’: ") && text.contains("Content a.jpg") && text.contains("clipped")
    }
    session.press(.character("c"))
    session.wait(for: "an error about the folder") { $0.contains("cannot read folder") }
    session.press(.down, .enter, .left, .enter, .left, .escape, .character("m"))
    session.wait(for: "an error and the old result") { text in
      text.contains("cannot read ‘a.jpg’") && text.contains("Content a.jpg")
        && text.contains("clipped") && text.contains("Adaptive Instance Norm")
    }
    session.quit()
    withExtendedLifetime(scratch) {}
  }

  @Test(.needsTmux) func aDamagedPictureIsReportedAndTheResultStays() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/a.jpg"))
    let noise = Data(repeating: 0x5A, count: 5000)
    try (bytes.prefix(20) + noise).write(to: URL(fileURLWithPath: "\(folder)/b.jpg"))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: "\(folder)/c.jpg"))
    let session = try TmuxSession(Self.small + ["\(folder)/a.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    let before = session.settled()
    session.press(.character("c"))
    session.wait(for: "the files") { $0.contains("c.jpg") }
    session.press(.down)
    session.wait(for: "an error about the preview") { $0.contains("‘\(folder.prefix(9))") }
    session.press(.enter)
    // On the page, not in the chooser.
    session.wait(for: "an error") {
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

  @Test func controlCharactersInFileNamesAreNotSentToTheTerminal() throws {
    let (scratch, folder) = try Self.folder("a.jpg")
    let names = ["\u{1B}]0;x\u{7}y.jpg", "n\nn.jpg", "\u{9B}31mz.jpg", "\u{202E}w.jpg"]
    for name in names {
      try FileManager.default.copyItem(atPath: "\(folder)/a.jpg", toPath: "\(folder)/\(name)")
    }
    let notUTF8 = String(pathBytes: [0xFF, 0x9B]) + "k.jpg"
    try FileContents.write(FileContents.read("\(folder)/a.jpg"), to: "\(folder)/\(notUTF8)")
    let session = try PtySession(Self.small + ["\(folder)/a.jpg"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    session.send("c")
    session.wait(for: "the names") { $0.contains(#"\e]0;x\u{7}y.jpg"#) && $0.contains("n\\nn") }
    waitForPage(session, after: "\u{1B}")
    for row in 1...names.count + 2 {
      choose("c", "y.jpg", row: row, in: session)
      waitForPage(session, after: "")
    }
    session.send("\u{1B}?")
    session.wait(for: "the help") { $0.contains("equation 8") }
    session.send("qq")
    session.waitForEnd()
    #expect(session.status == 0)
    for name in names {
      #expect(
        !session.text.contains(name.dropLast(5)),
        "\(name.debugDescription) was sent to the terminal")
    }
    #expect(!session.text.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) })
    withExtendedLifetime(scratch) {}
  }

  /// Closes the chooser and waits for the page.
  private func waitForPage(_ session: PtySession, after key: String) {
    let mark = session.bytes.count
    session.send(key)
    session.wait(for: "the page", since: mark) { $0.contains("NormScope") }
  }
}
