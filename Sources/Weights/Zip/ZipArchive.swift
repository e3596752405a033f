// SPDX-License-Identifier: MIT

/// Zip archive (PKWARE APPNOTE, with zip64) on one disk, with stored or deflated entries.
///
/// Entries are found by the central directory only. A stored entry is a slice of the archive; a
/// deflated one is decompressed to the size in the directory and no further.
struct ZipArchive {
  let bytes: ArraySlice<UInt8>
  /// All entries in directory order. Names are unique.
  private(set) var entries: [ZipEntry] = []
  private var indices: [String: Int] = [:]

  /// Upper bound on entries, above that of any weight archive (one per tensor).
  static let maximumEntryCount: UInt64 = 65_536

  init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    self.bytes = bytes
    let end = try ZipEndRecord(bytes)
    let start = try Self.index(end.offset, in: bytes, "the central directory")
    var reader = try ByteReader(bytes, at: start, "the central directory")
    for _ in 0..<end.count {
      let entry = try ZipEntry(&reader)
      guard indices.updateValue(entries.count, forKey: entry.name) == nil else {
        throw .duplicateName(entry.name)
      }
      entries.append(entry)
    }
  }

  /// Returns the entry with a name, or nil.
  func entry(_ name: String) -> ZipEntry? {
    indices[name].map { entries[$0] }
  }

  /// Returns the uncompressed bytes of an entry after checking the CRC-32.
  func contents(
    of entry: ZipEntry, _ budget: inout AllocationBudget
  ) throws(WeightError) -> ArraySlice<UInt8> {
    // Stored entries count too: many of them may share the same bytes.
    try budget.reserve(entry.size, byte: entry.byte, "the decompressed entries")
    let compressed = try compressedBytes(of: entry)
    let result: ArraySlice<UInt8>
    if entry.method == 0 {
      guard entry.size == compressed.count else {
        throw .expected(
          byte: entry.byte, "\(compressed.count) bytes of ‘\(WeightError.short(entry.name))’",
          found: "\(entry.size) bytes")
      }
      result = compressed
    } else {
      result = try Inflate.bytes(compressed, size: entry.size)[...]
    }
    guard Inflate.checksum(result) == entry.checksum else {
      throw .expected(
        byte: compressed.startIndex, "‘\(WeightError.short(entry.name))’ with the stored CRC-32",
        found: "a different CRC-32, so the file is damaged")
    }
    return result
  }

  /// Returns the first uncompressed bytes of an entry, at most `count`. The CRC-32 is not checked.
  func prefix(of entry: ZipEntry, _ count: Int) throws(WeightError) -> ArraySlice<UInt8> {
    let compressed = try compressedBytes(of: entry)
    return entry.method == 0
      ? compressed.prefix(count) : Inflate.prefix(of: compressed, count: count)[...]
  }

  private func compressedBytes(of entry: ZipEntry) throws(WeightError) -> ArraySlice<UInt8> {
    let isEncrypted = entry.flags & 1 != 0
    guard !isEncrypted, entry.method == 0 || entry.method == 8 else {
      throw .unsupported(
        byte: entry.byte,
        what: isEncrypted ? "an encrypted entry" : "compression method \(entry.method)",
        advice: "create the archive with stored or deflated entries")
    }
    let start = try Self.index(entry.offset, in: bytes, "an entry")
    var reader = try ByteReader(bytes, at: start, "an entry")
    guard try reader.number(UInt32.self, "an entry") == 0x0403_4B50 else {
      throw .expected(byte: start, "an entry (PK\\3\\4)", found: "other bytes")
    }
    _ = try reader.read(22, "an entry")
    let nameLength = try reader.number(UInt16.self, "the length of a name")
    let extraLength = try reader.number(UInt16.self, "the length of extra fields")
    _ = try reader.read(Int(nameLength) + Int(extraLength), "a name")
    return try reader.read(entry.compressedSize, "‘\(WeightError.short(entry.name))’")
  }

  /// Returns the index in `bytes` of an offset from the start of the archive.
  static func index(
    _ offset: UInt64, in bytes: ArraySlice<UInt8>, _ what: String
  ) throws(WeightError) -> Int {
    guard offset <= bytes.count else {
      throw .truncated(byte: bytes.endIndex, expected: "\(what) at byte \(offset)")
    }
    return bytes.startIndex + Int(offset)
  }
}
