// SPDX-License-Identifier: MIT

/// One file in a zip archive, as the central directory describes it.
struct ZipEntry: Equatable {
  var name: String
  /// 0 stored, 8 deflated; no other is read.
  var method: UInt16
  /// Bit 0: encrypted.
  var flags: UInt16
  /// CRC-32 of the unpacked bytes.
  var checksum: UInt32
  var packedSize: UInt64
  var size: UInt64
  /// Where its own header is.
  var offset: UInt64
  /// Where its directory record is.
  var byte: Int
}

extension ZipEntry {
  private static let signature: UInt32 = 0x0201_4B50

  /// Reads one record of the central directory.
  init(_ reader: inout ByteReader) throws(WeightError) {
    byte = reader.position
    let signature = try reader.number(UInt32.self, "a directory record")
    guard signature == Self.signature else {
      throw .expected(byte: byte, "a directory record (PK\\1\\2)", found: "something else")
    }
    _ = try reader.take(4, "versions")
    flags = try reader.number(UInt16.self, "flags")
    method = try reader.number(UInt16.self, "a method")
    _ = try reader.take(4, "a date")
    checksum = try reader.number(UInt32.self, "a checksum")
    packedSize = UInt64(try reader.number(UInt32.self, "a packed size"))
    size = UInt64(try reader.number(UInt32.self, "a size"))
    let nameLength = try reader.number(UInt16.self, "the length of a name")
    let extraLength = try reader.number(UInt16.self, "the length of extra fields")
    let commentLength = try reader.number(UInt16.self, "the length of a comment")
    _ = try reader.take(8, "attributes")
    offset = UInt64(try reader.number(UInt32.self, "an offset"))
    name = try reader.text(UInt64(nameLength), "a name")
    try readWideFields(reader.take(Int(extraLength), "extra fields"))
    _ = try reader.take(Int(commentLength), "a comment")
  }

  /// Zip64: 64-bit numbers, in this order, for each field that is all ones.
  private mutating func readWideFields(_ extra: ArraySlice<UInt8>) throws(WeightError) {
    let mark = UInt64(UInt32.max)
    guard size == mark || packedSize == mark || offset == mark else { return }
    var reader = ByteReader(extra)
    while reader.left >= 4 {
      let kind = try reader.number(UInt16.self, "the kind of an extra field")
      let length = try reader.number(UInt16.self, "the length of an extra field")
      var field = ByteReader(try reader.take(Int(length), "an extra field"))
      guard kind == 1 else { continue }
      if size == mark { size = try field.number(UInt64.self, "a 64-bit size") }
      if packedSize == mark { packedSize = try field.number(UInt64.self, "a 64-bit packed size") }
      if offset == mark { offset = try field.number(UInt64.self, "a 64-bit offset") }
      return
    }
    throw .expected(byte: extra.startIndex, "64-bit sizes", found: "none")
  }
}
