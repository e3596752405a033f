// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Valid and malicious zip archives.
@Suite struct ZipTests {
  private func contents(_ entries: ZipBuilder.Entry..., of name: String = "a") throws -> [UInt8] {
    try contents(of: ZipBuilder(entries: entries).bytes, name)
  }

  private func contents(of archive: [UInt8], _ name: String = "a") throws -> [UInt8] {
    let zip = try ZipArchive(archive[...])
    var budget = AllocationBudget(fileSize: archive.count)
    return Array(try zip.contents(of: #require(zip.entry(name)), &budget))
  }

  private let text = Array("some text, some text, some text".utf8)

  @Test func storedAndDeflatedEntriesAreRead() throws {
    let (stored, packed) = (
      ZipBuilder.Entry(name: "a", contents: text),
      ZipBuilder.Entry(name: "b", contents: text, isDeflated: true)
    )
    #expect(try contents(stored, packed, of: "a") == text)
    #expect(try contents(stored, packed, of: "b") == text)
    #expect(try contents(.init(name: "a", contents: [], isDeflated: true)) == [])
  }

  @Test func zip64SizesAreRead() throws {
    #expect(try contents(.init(name: "a", contents: text, isDeflated: true, isZip64: true)) == text)
  }

  @Test func aCommentMayContainTheSignature() throws {
    let archive = ZipBuilder(entries: [.init(name: "a", contents: text)]).bytes
    #expect(try contents(of: archive + Array("PK\u{5}".utf8)) == text)
  }

  @Test func decompressionBombsAreRejectedBeforeDecompression() {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    for size in [1 << 40, UInt64.max, 1 << 31] {
      var bomb = ZipBuilder.Entry(name: "a", contents: zeros, isDeflated: true, isZip64: true)
      bomb.size = size
      #expect(throws: WeightError.self) { try contents(bomb) }
    }
  }

  @Test func sizesBeyondTheDeflateRatioAreRejected() throws {
    let packed = ZipBuilder.deflated(text)[...]
    #expect(throws: WeightError.self) { try Inflate.bytes(packed, size: 1 << 20) }
    do throws(WeightError) { _ = try Inflate.bytes(packed, size: 1 << 20) } catch {
      guard case .tooLarge = error else { throw error }
    }
  }

  @Test func entriesWithAWrongSizeAreRejected() {
    for size: UInt64 in [0, 5, 30, 32] {
      var entry = ZipBuilder.Entry(name: "a", contents: text, isDeflated: true)
      entry.size = size
      #expect(throws: WeightError.self, "\(size)") { try contents(entry) }
    }
  }

  @Test func entriesThatShareBytesExhaustTheBudget() throws {
    let zeros = [UInt8](repeating: 0, count: 20 << 20)
    let archive = ZipBuilder(entries: [.init(name: "a", contents: zeros, isDeflated: true)]).bytes
    let zip = try ZipArchive(archive[...])
    var budget = AllocationBudget(fileSize: archive.count)
    for _ in 0..<3 { _ = try zip.contents(of: zip.entries[0], &budget) }
    #expect(throws: WeightError.self) { try zip.contents(of: zip.entries[0], &budget) }
  }

  @Test func theBudgetIsSixteenTimesTheFileSizeWithinBounds() throws {
    for (size, limit) in [
      (0, 64 << 20), (1 << 20, 64 << 20), (1 << 24, 1 << 28), (1 << 31, 1 << 32),
    ] {
      var budget = AllocationBudget(fileSize: size)
      try budget.reserve(UInt64(limit - 1), byte: 0, "all but one")
      try budget.reserve(1, byte: 0, "the last")
      #expect(throws: WeightError.self) { try budget.reserve(1, byte: 0, "one more") }
    }
  }

  @Test func damagedEncryptedAndUnknownEntriesAreRejected() throws {
    var archive = ZipBuilder(entries: [.init(name: "a", contents: text)]).bytes
    archive[35] ^= 1
    #expect(throws: WeightError.self) { try contents(of: archive) }
    #expect(throws: WeightError.self) { try contents(.init(name: "a", contents: text, flags: 1)) }
    #expect(throws: WeightError.self) { try contents(.init(name: "a", contents: text, method: 12)) }
  }

  @Test func duplicateEntryNamesAreRejected() {
    let entry = ZipBuilder.Entry(name: "a", contents: text)
    #expect(throws: WeightError.duplicateName("a")) { try contents(entry, entry) }
  }
}
