// SPDX-License-Identifier: MIT

/// Reader of little-endian integers and byte ranges that never reads past the end of its input.
///
/// Positions are indices of the slice: for a slice of a file they are offsets in that file. In
/// every method, `what` names the item for the error message.
struct ByteReader {
  let bytes: ArraySlice<UInt8>
  /// Position of the next byte.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    (self.bytes, position) = (bytes, bytes.startIndex)
  }

  init(_ bytes: ArraySlice<UInt8>, at position: Int, _ what: String) throws(WeightError) {
    self.init(bytes)
    try seek(to: position, what)
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  /// Number of unread bytes.
  var remaining: Int { bytes.endIndex - position }

  mutating func seek(to position: Int, _ what: String) throws(WeightError) {
    guard bytes.startIndex...bytes.endIndex ~= position else {
      throw .truncated(byte: bytes.endIndex, expected: "\(what) at byte \(position)")
    }
    self.position = position
  }

  mutating func read(_ count: Int, _ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else {
      throw .truncated(
        byte: bytes.endIndex, expected: "\(what), \(count) bytes from byte \(position)")
    }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// Reads a range whose length is a 64-bit number in the file.
  mutating func read(_ count: UInt64, _ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    guard let count = Int(exactly: count) else {
      throw .tooLarge(
        byte: position, what: "the length of \(what)", size: count, limit: UInt64(remaining))
    }
    return try read(count, what)
  }

  mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type, _ what: String
  ) throws(WeightError) -> Number {
    let range = try read(MemoryLayout<Number>.size, what)
    return range.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
  }

  mutating func byte(_ what: String) throws(WeightError) -> UInt8 {
    try number(UInt8.self, what)
  }

  /// Reads `count` bytes of UTF-8.
  mutating func text(_ count: UInt64, _ what: String) throws(WeightError) -> String {
    let start = position
    let range = try read(count, what)
    guard let text = String(validating: range, as: UTF8.self) else {
      throw .expected(byte: start, "\(what) in UTF-8", found: "invalid bytes")
    }
    return text
  }
}

/// Limit on the memory that reading one file may allocate, so that a small file cannot exhaust
/// memory.
///
/// The limit is 16 times the file size, at least 64 MB and at most 4 GB, summed over everything
/// that is decompressed or copied. Weights compress by far less than that.
struct AllocationBudget {
  private let limit: UInt64
  private var remaining: UInt64

  init(fileSize: Int) {
    limit = min(4 << 30, max(64 << 20, 16 * UInt64(fileSize)))
    remaining = limit
  }

  /// Subtracts an allocation from the budget before it is made.
  /// - Throws: `WeightError.tooLarge` if less than `bytes` is left.
  mutating func reserve(_ bytes: UInt64, byte: Int, _ what: String) throws(WeightError) {
    guard bytes <= remaining else {
      throw .tooLarge(byte: byte, what: "the size of \(what)", size: bytes, limit: limit)
    }
    remaining -= bytes
  }
}
