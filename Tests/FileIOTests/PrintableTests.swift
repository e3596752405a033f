// SPDX-License-Identifier: MIT

import FileIO
import Testing

/// Untrusted names as terminal output.
@Suite struct PrintableTests {
  @Test(arguments: [
    ("\u{1B}[2J", "\\e[2J"), ("a\nb", "a\\nb"), ("a\r\nb\t", "a\\r\\nb\\t"),
    ("x\u{202E}gpj.npy", "x\\u{202e}gpj.npy"), ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7f}"),
    ("\u{9B}2J", "\\u{9b}2J"), ("\u{2028}", "\\u{2028}"),
    ("\u{200B}\u{FEFF}", "\\u{200b}\\u{feff}"),
  ])
  func controlAndFormatCharactersAreEscaped(raw: String, printed: String) {
    #expect(raw.printable == printed)
  }

  @Test(arguments: ["", "a b.npy", "Ölgemälde.png", "漢字 🎨", "e\u{301}", "C:\\x"])
  func otherCharactersAreUnchanged(text: String) {
    #expect(text.printable == text)
  }

  @Test func errorMessagesEscapeThePath() {
    let error = FileError("read", "\u{1B}]0;x\u{7}\n", reason: "why")
    #expect(error.description == "cannot read ‘\\e]0;x\\u{7}\\n’: why")
  }
}
