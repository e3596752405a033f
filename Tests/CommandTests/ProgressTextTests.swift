// SPDX-License-Identifier: MIT

import Testing

@testable import normscope

/// Progress line of commands with several pictures.
@Suite struct ProgressTextTests {
  private func text(_ done: Int, of total: Int, _ path: String) -> ProgressText {
    var text = ProgressText(total: total)
    (text.done, text.path, text.elapsed) = (done, path, .seconds(10))
    return text
  }

  @Test func progressLineShowsCountTimeAndName() {
    #expect(
      text(5, of: 20, "photos/a\u{1B}.png").line(columns: 80)
        == " 5/20 [#####---------------] 0:30 left a\\e.png")
    #expect(text(0, of: 3, "a.png").line(columns: 80) == "0/3 [--------------------] a.png")
    #expect(text(1, of: 1000, "").line(columns: 80).contains(" 2:46:30 left"))
  }

  @Test(arguments: 1...60)
  func progressLineFitsTheColumns(_ columns: Int) {
    let line = text(5, of: 20, "写真写真写真写真写真写真 with a long name.png").line(columns: columns)
    let width = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x300 ? 1 : 2) }
    #expect(width <= columns)
  }
}
