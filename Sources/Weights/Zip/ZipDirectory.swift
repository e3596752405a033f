// SPDX-License-Identifier: MIT

/// Record at the end of a zip archive with the position of the central directory.
struct ZipEndRecord {
  /// Number of entries.
  private(set) var count: UInt64
  /// Offset of the central directory.
  private(set) var offset: UInt64

  private static let signature: [UInt8] = [0x50, 0x4B, 5, 6]
  private static let length = 22
  private static let maximumCommentLength = 65_535

  init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    let start = try Self.find(bytes)
    var reader = try ByteReader(bytes, at: start + 4, "the end record")
    let disks = try reader.number(UInt32.self, "disk numbers")
    guard disks == 0 || disks == .max else {
      throw .unsupported(
        byte: start, what: "a multi-part archive", advice: "join the parts to one file")
    }
    _ = try reader.read(2, "a count of entries")
    count = UInt64(try reader.number(UInt16.self, "a count of entries"))
    _ = try reader.read(4, "the size of the directory")
    offset = UInt64(try reader.number(UInt32.self, "the offset of the directory"))
    if count == UInt64(UInt16.max) || offset == UInt64(UInt32.max) {
      try readZip64(bytes, before: start)
    }
    guard count <= ZipArchive.maximumEntryCount else {
      throw .tooLarge(
        byte: start, what: "the entry count", size: count, limit: ZipArchive.maximumEntryCount)
    }
  }

  /// Zip64: a locator directly before this record contains the offset of the zip64 end record.
  private mutating func readZip64(
    _ bytes: ArraySlice<UInt8>, before start: Int
  ) throws(WeightError) {
    guard start - bytes.startIndex >= 20 else { return }
    var locator = try ByteReader(bytes, at: start - 20, "the zip64 locator")
    guard try locator.number(UInt32.self, "the zip64 locator") == 0x0706_4B50 else { return }
    _ = try locator.read(4, "a disk number")
    let index = try ZipArchive.index(
      locator.number(UInt64.self, "an offset"), in: bytes, "the zip64 end record")
    var reader = try ByteReader(bytes, at: index, "the zip64 end record")
    guard try reader.number(UInt32.self, "the zip64 end record") == 0x0606_4B50 else {
      throw .expected(byte: index, "the zip64 end record (PK\\6\\6)", found: "other bytes")
    }
    _ = try reader.read(28, "the zip64 end record")
    count = try reader.number(UInt64.self, "a count of entries")
    _ = try reader.read(8, "the size of the directory")
    offset = try reader.number(UInt64.self, "the offset of the directory")
  }

  /// Returns the last position of the record's signature. A comment may follow the record.
  private static func find(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> Int {
    let first = max(bytes.startIndex, bytes.endIndex - length - maximumCommentLength)
    var position = bytes.endIndex - length
    while position >= first {
      if bytes[position] == 0x50, bytes[position...].starts(with: signature) { return position }
      position -= 1
    }
    throw .truncated(byte: bytes.endIndex, expected: "the end record of a zip archive")
  }
}

/// Entry of a zip archive as described by the central directory.
struct ZipEntry: Equatable {
  var name: String
  /// Compression method: 0 stored, 8 deflated. Others are not supported.
  var method: UInt16
  /// Bit 0: encrypted.
  var flags: UInt16
  /// CRC-32 of the uncompressed bytes.
  var checksum: UInt32
  var compressedSize: UInt64
  var size: UInt64
  /// Offset of its local header.
  var offset: UInt64
  /// Position of its directory record.
  var byte: Int
}

extension ZipEntry {
  private static let signature: UInt32 = 0x0201_4B50

  /// Reads one record of the central directory.
  init(_ reader: inout ByteReader) throws(WeightError) {
    byte = reader.position
    let signature = try reader.number(UInt32.self, "a directory record")
    guard signature == Self.signature else {
      throw .expected(byte: byte, "a directory record (PK\\1\\2)", found: "other bytes")
    }
    _ = try reader.read(4, "versions")
    flags = try reader.number(UInt16.self, "flags")
    method = try reader.number(UInt16.self, "a method")
    _ = try reader.read(4, "a date")
    checksum = try reader.number(UInt32.self, "a checksum")
    compressedSize = UInt64(try reader.number(UInt32.self, "a compressed size"))
    size = UInt64(try reader.number(UInt32.self, "a size"))
    let nameLength = try reader.number(UInt16.self, "the length of a name")
    let extraLength = try reader.number(UInt16.self, "the length of extra fields")
    let commentLength = try reader.number(UInt16.self, "the length of a comment")
    _ = try reader.read(8, "attributes")
    offset = UInt64(try reader.number(UInt32.self, "an offset"))
    name = try reader.text(UInt64(nameLength), "a name")
    try readZip64Fields(reader.read(Int(extraLength), "extra fields"))
    _ = try reader.read(Int(commentLength), "a comment")
  }

  /// Zip64: a 64-bit number for each field with all bits set, in this order.
  private mutating func readZip64Fields(_ extra: ArraySlice<UInt8>) throws(WeightError) {
    let zip64Marker = UInt64(UInt32.max)
    guard size == zip64Marker || compressedSize == zip64Marker || offset == zip64Marker else {
      return
    }
    var reader = ByteReader(extra)
    while reader.remaining >= 4 {
      let kind = try reader.number(UInt16.self, "the kind of an extra field")
      let length = try reader.number(UInt16.self, "the length of an extra field")
      var field = ByteReader(try reader.read(Int(length), "an extra field"))
      guard kind == 1 else { continue }
      if size == zip64Marker { size = try field.number(UInt64.self, "a 64-bit size") }
      if compressedSize == zip64Marker {
        compressedSize = try field.number(UInt64.self, "a 64-bit compressed size")
      }
      if offset == zip64Marker { offset = try field.number(UInt64.self, "a 64-bit offset") }
      return
    }
    throw .expected(byte: extra.startIndex, "64-bit sizes", found: "none")
  }
}
