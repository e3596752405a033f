// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import TestSupport
import Testing

/// Path bytes in strings.
@Suite struct PathBytesTests {
  /// Random bytes: any, or those that begin and continue encodings of the scalars for bytes.
  private static func randomBytes(_ random: inout SplitMix) -> [UInt8] {
    let special: [UInt8] = [0xF4, 0x8F, 0xBA, 0x80, 0xBB, 0xBF, 0x2F, 0x41, 0xED, 0xA0]
    return (0..<random.next() % 12).map { _ in
      let bits = random.next()
      return bits & 256 == 0 ? UInt8(bits & 255) : special[Int(bits & 255) % special.count]
    }
  }

  private static func samples(seed: UInt64) -> [[UInt8]] {
    var random = SplitMix(seed: seed)
    return (0..<20_000).map { _ in randomBytes(&random) }
  }

  /// Returns whether the string of some bytes has the same bytes, and the text of the standard
  /// library's decoder.
  private static func isReversible(_ bytes: [UInt8]) -> Bool {
    let text = String(pathBytes: bytes)
    return text.pathBytes == bytes
      && text.isWellFormed == (String(validating: bytes, as: UTF8.self) != nil)
      && text.wellFormed.utf8.elementsEqual(String(decoding: bytes, as: UTF8.self).utf8)
  }

  @Test func allSequencesOfUpToTwoBytesAreReversible() {
    let all = UInt8.min...UInt8.max
    let sequences = [[]] + all.map { [$0] } + all.flatMap { first in all.map { [first, $0] } }
    #expect(sequences.filter { !Self.isReversible($0) } == [])
  }

  @Test func randomSequencesAreReversible() {
    #expect(Self.samples(seed: 1).filter { !Self.isReversible($0) } == [])
  }

  @Test func differentBytesHaveDifferentStrings() {
    let all = Set(Self.samples(seed: 2))
    #expect(Set(all.map { Array(String(pathBytes: $0).utf8) }).count == all.count)
  }

  @Test func joinedStringsHaveTheJoinedBytes() {
    let pairs = zip(Self.samples(seed: 3), Self.samples(seed: 4))
    let wrong = pairs.filter {
      (String(pathBytes: $0) + String(pathBytes: $1)).pathBytes != $0 + $1
    }
    #expect(wrong.map { $0.0 } == [])
  }

  @Test(arguments: ["", "a.png", "Ölgemälde.png", "漢字 🎨", "e\u{301}", "\u{E000}\u{10FFFD}", "\0"])
  func validNamesAreUnchanged(_ name: String) {
    #expect(Array(String(pathBytes: Array(name.utf8)).utf8) == Array(name.utf8))
    #expect(name.isWellFormed)
  }

  @Test(arguments: IllFormedName.allCases) func partsOfPathsKeepTheirBytes(_ name: IllFormedName) {
    let path = "/" + name.text + "/" + name.text + ".png"
    #expect(path.lastPathComponent.pathBytes == name.bytes + Array(".png".utf8))
    #expect(path.pathStem.pathBytes == name.bytes)
    #expect(path.parentPath.pathBytes == [0x2F] + name.bytes)
    #expect(path.absolutePath.pathBytes == path.pathBytes)
  }

  // Expected: bytes.decode("utf-8", "replace") of Python.
  @Test(arguments: [
    (IllFormedName.latin1, "caf\u{FFFD}"), (.truncated, "a\u{FFFD}"),
    (.overlong, "a\u{FFFD}\u{FFFD}b"),
    (.surrogate, String(repeating: "\u{FFFD}", count: 6)),
  ])
  func ordinaryTextHasReplacementCharacters(_ name: IllFormedName, _ text: String) {
    #expect(name.text.wellFormed == text)
  }

  @Test(arguments: [
    (IllFormedName.latin1, #"caf\xe9"#), (.truncated, #"a\xe2\x82"#), (.overlong, #"a\xc0\xafb"#),
    (.surrogate, #"\xed\xa0\xbd\xed\xb8\x80"#),
  ])
  func invalidBytesAreDisplayedAsHexadecimal(_ name: IllFormedName, _ text: String) {
    #expect(name.text.printable == text)
    #expect(FileError("read", name.text, reason: "why").description == "cannot read ‘\(text)’: why")
  }

  @Test func namesAreSortedByTheirBytes() {
    let names = ["z", "\u{E9}", "e\u{301}", String(pathBytes: [0xE9]), "e", "\u{10FFFF}"]
    let sorted = ["e", "e\u{301}", "z", "\u{E9}", String(pathBytes: [0xE9]), "\u{10FFFF}"]
    for order in [names, names.reversed()] {
      #expect(order.sortedByPathBytes().map(\.pathBytes) == sorted.map(\.pathBytes))
    }
  }
}
