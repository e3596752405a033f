// SPDX-License-Identifier: MIT

import CNcurses
import Explorer
import Testing

@testable import Terminal

/// Returns the keys of a text that arrives at once.
private func keys(_ text: String, expectsReplies: Bool = true) -> [Key] {
  var decoder = KeyDecoder()
  decoder.expectsReplies = expectsReplies
  return text.unicodeScalars.flatMap { decoder.character($0.value) } + decoder.finish()
}

@Suite struct KeyDecoderTests {
  @Test func charactersAreDecodedUnchanged() {
    #expect(keys("aé日") == [.character("a"), .character("é"), .character("日")])
  }

  @Test func controlCharactersAreNamedKeys() {
    #expect(keys("\u{3}\u{1A}\u{C}") == [.control("c"), .control("z"), .control("l")])
    #expect(keys("\r\n\t\u{8}\u{7F}") == [.enter, .enter, .tab, .backspace, .backspace])
    #expect(keys("\u{1C}").isEmpty)
  }

  @Test func escapeIsAKeyAndPreservesFollowingKeys() {
    #expect(keys("\u{1B}") == [.escape])
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(keys("\u{1B}q") == [.escape, .character("q")])
    #expect(keys("\u{1B}P", expectsReplies: false) == [.escape, .character("P")])
  }

  @Test func escapeInsideASequencePreservesFollowingKeys() {
    #expect(keys("\u{1B}[\u{1B}?") == [.escape, .character("?")])
    #expect(keys("\u{1B}[\u{1B}\u{1B}q\r") == [.escape, .character("q"), .enter])
    #expect(keys("\u{1B}[\u{1B}[H") == [.home])
  }

  @Test func xtermSequencesMissingFromTerminfoAreKeys() {
    #expect(keys("\u{1B}[1;2A\u{1B}[1;2D\u{1B}[Z") == [.shiftUp, .shiftLeft, .backTab])
    #expect(keys("\u{1B}[5~\u{1B}[15~\u{1B}[H") == [.pageUp, .function(5), .home])
    #expect(keys("\u{1B}[1;5C\u{1B}[200~x") == [.character("x")])
  }

  @Test func lateProbeRepliesAreDiscarded() {
    let late =
      "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?1;0;256S\u{1B}[6;17;8t"
      + "\u{1B}]11;rgb:0/0/0\u{7}\u{1B}[?64;1;4c"
    #expect(keys("a" + late + "b") == [.character("a"), .character("b")])
  }

  @Test func aReplyMayArriveInPieces() {
    var decoder = KeyDecoder()
    var found: [Key] = []
    for piece in ["\u{1B}[?6", "4;1;4", "cq"] {
      found += piece.unicodeScalars.flatMap { decoder.character($0.value) } + decoder.finish()
    }
    #expect(found == [.character("q")])
  }

  @Test func resetDiscardsAnIncompleteSequence() {
    var decoder = KeyDecoder()
    _ = "\u{1B}]11;".unicodeScalars.flatMap { decoder.character($0.value) }
    decoder.reset()
    #expect(decoder.character(0x71) == [.character("q")])
  }

  @Test func cursesKeyCodesAreKeys() {
    var decoder = KeyDecoder()
    #expect(decoder.code(KEY_SR) == [.shiftUp] && decoder.code(KEY_SF) == [.shiftDown])
    #expect(decoder.code(KEY_F0 + 12) == [.function(12)])
    #expect(decoder.code(KEY_RESIZE).isEmpty && decoder.code(KEY_MOUSE).isEmpty)
    _ = decoder.character(0x1B)
    #expect(decoder.code(KEY_UP) == [.escape, .up])
  }
}
