// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Testing

/// Names from strangers on a terminal.
@Suite struct PrintableTests {
  @Test(arguments: [
    ("\u{1B}[2J", "\\e[2J"), ("a\nb", "a\\nb"), ("a\r\nb\t", "a\\r\\nb\\t"),
    ("x\u{202E}gpj.npy", "x\\u{202e}gpj.npy"), ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7f}"),
    ("\u{9B}2J", "\\u{9b}2J"), ("\u{2028}", "\\u{2028}"),
    ("\u{200B}\u{FEFF}", "\\u{200b}\\u{feff}"),
  ])
  func whatCouldMoveATerminalIsEscaped(raw: String, printed: String) {
    #expect(raw.printable == printed)
  }

  @Test(arguments: ["", "a b.npy", "Ölgemälde.png", "漢字 🎨", "e\u{301}", "C:\\x"])
  func everythingElseStaysAsItIs(text: String) {
    #expect(text.printable == text)
  }

  @Test func anErrorShowsItsPathEscaped() {
    let error = FileError("read", "\u{1B}]0;x\u{7}\n", reason: "why")
    #expect(error.description == "cannot read ‘\\e]0;x\\u{7}\\n’: why")
  }
}
