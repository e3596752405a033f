// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Archives that are right, and archives that lie.
@Suite struct ZipTests {
  private func contents(_ entries: ZipBuilder.Entry..., of name: String = "a") throws -> [UInt8] {
    try contents(of: ZipBuilder(entries: entries).bytes, name)
  }

  private func contents(of archive: [UInt8], _ name: String = "a") throws -> [UInt8] {
    let zip = try ZipArchive(archive[...])
    var allowance = Allowance(fileSize: archive.count)
    return Array(try zip.contents(of: #require(zip.entry(name)), &allowance))
  }

  private let text = Array("some text, some text, some text".utf8)

  @Test func storedAndDeflatedEntriesComeBack() throws {
    let (stored, packed) = (
      ZipBuilder.Entry(name: "a", contents: text),
      ZipBuilder.Entry(name: "b", contents: text, isDeflated: true)
    )
    #expect(try contents(stored, packed, of: "a") == text)
    #expect(try contents(stored, packed, of: "b") == text)
    #expect(try contents(.init(name: "a", contents: [], isDeflated: true)) == [])
  }

  @Test func sizesOf64BitsAreRead() throws {
    #expect(try contents(.init(name: "a", contents: text, isDeflated: true, isWide: true)) == text)
  }

  @Test func commentsMayFollowAndContainTheSignature() throws {
    let archive = ZipBuilder(entries: [.init(name: "a", contents: text)]).bytes
    #expect(try contents(of: archive + Array("PK\u{5}".utf8)) == text)
  }

  @Test func aBombIsRefusedBeforeItIsUnpacked() {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    for size in [1 << 40, UInt64.max, 1 << 31] {
      var bomb = ZipBuilder.Entry(name: "a", contents: zeros, isDeflated: true, isWide: true)
      bomb.size = size
      #expect(throws: WeightError.self) { try contents(bomb) }
    }
  }

  @Test func noStreamGrowsMoreThanDeflateCan() throws {
    let packed = ZipBuilder.deflated(text)[...]
    #expect(throws: WeightError.self) { try Inflate.bytes(packed, size: 1 << 20) }
    do throws(WeightError) { _ = try Inflate.bytes(packed, size: 1 << 20) } catch {
      guard case .tooLarge = error else { throw error }
    }
  }

  @Test func anEntryIsUnpackedToItsSizeAndNoFurther() {
    for size: UInt64 in [0, 5, 30, 32] {
      var entry = ZipBuilder.Entry(name: "a", contents: text, isDeflated: true)
      entry.size = size
      #expect(throws: WeightError.self, "\(size)") { try contents(entry) }
    }
  }

  @Test func manyEntriesOverTheSameBytesRunOutOfTheAllowance() throws {
    let zeros = [UInt8](repeating: 0, count: 20 << 20)
    let archive = ZipBuilder(entries: [.init(name: "a", contents: zeros, isDeflated: true)]).bytes
    let zip = try ZipArchive(archive[...])
    var allowance = Allowance(fileSize: archive.count)
    for _ in 0..<3 { _ = try zip.contents(of: zip.entries[0], &allowance) }
    #expect(throws: WeightError.self) { try zip.contents(of: zip.entries[0], &allowance) }
  }

  @Test func theAllowanceIsSixteenTimesTheFileWithinBounds() throws {
    for (size, most) in [
      (0, 64 << 20), (1 << 20, 64 << 20), (1 << 24, 1 << 28), (1 << 31, 1 << 32),
    ] {
      var allowance = Allowance(fileSize: size)
      try allowance.take(UInt64(most - 1), byte: 0, "all but one")
      try allowance.take(1, byte: 0, "the last")
      #expect(throws: WeightError.self) { try allowance.take(1, byte: 0, "one more") }
    }
  }

  @Test func damagedEncryptedAndUnknownEntriesAreRefused() throws {
    var archive = ZipBuilder(entries: [.init(name: "a", contents: text)]).bytes
    archive[35] ^= 1
    #expect(throws: WeightError.self) { try contents(of: archive) }
    #expect(throws: WeightError.self) { try contents(.init(name: "a", contents: text, flags: 1)) }
    #expect(throws: WeightError.self) { try contents(.init(name: "a", contents: text, method: 12)) }
  }

  @Test func aNameStandsOnce() {
    let entry = ZipBuilder.Entry(name: "a", contents: text)
    #expect(throws: WeightError.twice("a")) { try contents(entry, entry) }
  }
}
