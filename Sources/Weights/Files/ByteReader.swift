// SPDX-License-Identifier: MIT

/// Reads little-endian numbers and runs of bytes one after another, and never past the end.
///
/// Over a slice of a file, positions are those of the file.
struct ByteReader {
  let bytes: ArraySlice<UInt8>
  /// Where the next byte is read.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    (self.bytes, position) = (bytes, bytes.startIndex)
  }

  init(_ bytes: ArraySlice<UInt8>, at position: Int, _ what: String) throws(WeightError) {
    self.init(bytes)
    try move(to: position, what)
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  var left: Int { bytes.endIndex - position }

  mutating func move(to place: Int, _ what: String) throws(WeightError) {
    guard bytes.startIndex...bytes.endIndex ~= place else {
      throw .cut(byte: bytes.endIndex, expected: "\(what) at byte \(place)")
    }
    position = place
  }

  mutating func take(_ count: Int, _ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= left else {
      throw .cut(byte: bytes.endIndex, expected: "\(what), \(count) bytes from byte \(position)")
    }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// A run whose length the file gives in 64 bits.
  mutating func take(_ count: UInt64, _ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    guard let count = Int(exactly: count) else {
      throw .tooLarge(byte: position, what: what, size: count, most: UInt64(left))
    }
    return try take(count, what)
  }

  mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type, _ what: String
  ) throws(WeightError) -> Number {
    let run = try take(MemoryLayout<Number>.size, what)
    return run.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
  }

  mutating func byte(_ what: String) throws(WeightError) -> UInt8 {
    try number(UInt8.self, what)
  }

  /// A text of so many bytes. - Throws: when it is not UTF-8.
  mutating func text(_ count: UInt64, _ what: String) throws(WeightError) -> String {
    let start = position
    let run = try take(count, what)
    guard let text = String(validating: run, as: UTF8.self) else {
      throw .expected(byte: start, "\(what) in UTF-8", found: "something else")
    }
    return text
  }
}
