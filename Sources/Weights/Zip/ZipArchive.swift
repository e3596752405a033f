// SPDX-License-Identifier: MIT

/// The entries of a zip archive (PKWARE's APPNOTE, with zip64): stored or deflated, on one disk.
///
/// Only the central directory counts. A stored entry is a part of the archive's own bytes; a packed
/// one is unpacked to the size in the directory and no further.
struct ZipArchive {
  let bytes: ArraySlice<UInt8>
  /// All entries, in the directory's order, each with a name of its own.
  private(set) var entries: [ZipEntry] = []
  private var places: [String: Int] = [:]

  /// More files than any archive of weights has: one a tensor.
  static let mostEntries: UInt64 = 65_536

  init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    self.bytes = bytes
    let end = try ZipEnd(bytes)
    let start = try Self.place(end.offset, in: bytes, "the central directory")
    var reader = try ByteReader(bytes, at: start, "the central directory")
    for _ in 0..<end.count {
      let entry = try ZipEntry(&reader)
      guard places.updateValue(entries.count, forKey: entry.name) == nil else {
        throw .twice(entry.name)
      }
      entries.append(entry)
    }
  }

  /// The entry of a name.
  func entry(_ name: String) -> ZipEntry? {
    places[name].map { entries[$0] }
  }

  /// The unpacked bytes of an entry, their checksum right.
  func contents(
    of entry: ZipEntry, _ allowance: inout Allowance
  ) throws(WeightError) -> ArraySlice<UInt8> {
    // Stored entries count as well: any number of them may be the same bytes.
    try allowance.take(entry.size, byte: entry.byte, "an unpacked entry")
    let packed = try packedBytes(of: entry)
    let result: ArraySlice<UInt8>
    if entry.method == 0 {
      guard entry.size == packed.count else {
        throw .expected(
          byte: entry.byte, "\(packed.count) bytes of ‘\(WeightError.short(entry.name))’",
          found: "\(entry.size) bytes")
      }
      result = packed
    } else {
      result = try Inflate.bytes(packed, size: entry.size)[...]
    }
    guard Inflate.checksum(result) == entry.checksum else {
      throw .expected(
        byte: packed.startIndex, "‘\(WeightError.short(entry.name))’ with the right checksum",
        found: "damaged bytes")
    }
    return result
  }

  private func packedBytes(of entry: ZipEntry) throws(WeightError) -> ArraySlice<UInt8> {
    let isEncrypted = entry.flags & 1 != 0
    guard !isEncrypted, entry.method == 0 || entry.method == 8 else {
      throw .unsupported(
        byte: entry.byte, what: isEncrypted ? "an encrypted entry" : "packing \(entry.method)",
        advice: "store or deflate the entries")
    }
    let start = try Self.place(entry.offset, in: bytes, "an entry")
    var reader = try ByteReader(bytes, at: start, "an entry")
    guard try reader.number(UInt32.self, "an entry") == 0x0403_4B50 else {
      throw .expected(byte: start, "an entry (PK\\3\\4)", found: "something else")
    }
    _ = try reader.take(22, "an entry")
    let nameLength = try reader.number(UInt16.self, "the length of a name")
    let extraLength = try reader.number(UInt16.self, "the length of extra fields")
    _ = try reader.take(Int(nameLength) + Int(extraLength), "a name")
    return try reader.take(entry.packedSize, "‘\(WeightError.short(entry.name))’")
  }

  /// The index of a byte that is counted from the archive's start.
  static func place(
    _ offset: UInt64, in bytes: ArraySlice<UInt8>, _ what: String
  ) throws(WeightError) -> Int {
    guard offset <= bytes.count else {
      throw .cut(byte: bytes.endIndex, expected: "\(what) at byte \(offset)")
    }
    return bytes.startIndex + Int(offset)
  }
}
