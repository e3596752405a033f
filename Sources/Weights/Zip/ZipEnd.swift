// SPDX-License-Identifier: MIT

/// The record at the end of a zip archive that says where its directory is.
struct ZipEnd {
  /// How many entries there are.
  private(set) var count: UInt64
  /// Where the directory starts.
  private(set) var offset: UInt64

  private static let signature: [UInt8] = [0x50, 0x4B, 5, 6]
  private static let length = 22
  private static let longestComment = 65_535

  init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    let start = try Self.find(bytes)
    var reader = try ByteReader(bytes, at: start + 4, "the end record")
    let disks = try reader.number(UInt32.self, "disk numbers")
    guard disks == 0 || disks == .max else {
      throw .unsupported(byte: start, what: "an archive in parts", advice: "join the parts")
    }
    _ = try reader.take(2, "a count of entries")
    count = UInt64(try reader.number(UInt16.self, "a count of entries"))
    _ = try reader.take(4, "the size of the directory")
    offset = UInt64(try reader.number(UInt32.self, "the offset of the directory"))
    if count == UInt64(UInt16.max) || offset == UInt64(UInt32.max) {
      try readWide(bytes, before: start)
    }
    guard count <= ZipArchive.mostEntries else {
      throw .tooLarge(
        byte: start, what: "a number of entries", size: count, most: ZipArchive.mostEntries)
    }
  }

  /// Zip64: a locator stands right before, and tells where the wide record is.
  private mutating func readWide(
    _ bytes: ArraySlice<UInt8>, before start: Int
  ) throws(WeightError) {
    guard start - bytes.startIndex >= 20 else { return }
    var locator = try ByteReader(bytes, at: start - 20, "the zip64 locator")
    guard try locator.number(UInt32.self, "the zip64 locator") == 0x0706_4B50 else { return }
    _ = try locator.take(4, "a disk number")
    let place = try ZipArchive.place(
      locator.number(UInt64.self, "an offset"), in: bytes, "the zip64 end record")
    var reader = try ByteReader(bytes, at: place, "the zip64 end record")
    guard try reader.number(UInt32.self, "the zip64 end record") == 0x0606_4B50 else {
      throw .expected(byte: place, "the zip64 end record (PK\\6\\6)", found: "something else")
    }
    _ = try reader.take(28, "the zip64 end record")
    count = try reader.number(UInt64.self, "a count of entries")
    _ = try reader.take(8, "the size of the directory")
    offset = try reader.number(UInt64.self, "the offset of the directory")
  }

  /// The last place where the record's signature stands; a comment may follow it.
  private static func find(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> Int {
    let first = max(bytes.startIndex, bytes.endIndex - length - longestComment)
    var place = bytes.endIndex - length
    while place >= first {
      if bytes[place] == 0x50, bytes[place...].starts(with: signature) { return place }
      place -= 1
    }
    throw .cut(byte: bytes.endIndex, expected: "the end record of a zip archive")
  }
}
