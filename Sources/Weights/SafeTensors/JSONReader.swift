// SPDX-License-Identifier: MIT

/// Reader of the JSON subset in a safetensors header: objects, strings and lists of nonnegative
/// integers.
struct JSONReader {
  private let bytes: ArraySlice<UInt8>
  /// Position of the next byte in the file.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    (self.bytes, position) = (bytes, bytes.startIndex)
  }

  /// Returns the error for an unexpected token at the current position.
  func expected(_ what: String) -> WeightError {
    guard position < bytes.endIndex else { return .truncated(byte: position, expected: what) }
    let rest = String(decoding: bytes[position...].prefix(12), as: UTF8.self)
    return .expected(byte: position, what, found: "‘\(rest)’")
  }

  /// Reads an object. `member` reads the value of each key.
  mutating func object(
    _ member: (inout JSONReader, String) throws(WeightError) -> Void
  ) throws(WeightError) {
    try expect("{")
    if take("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try member(&self, key)
    } while take(",")
    try expect("}")
  }

  /// Reads a list of nonnegative integers.
  mutating func integers() throws(WeightError) -> [Int] {
    try expect("[")
    var result: [Int] = []
    if take("]") { return result }
    repeat { result.append(try integer()) } while take(",")
    try expect("]")
    return result
  }

  private mutating func integer() throws(WeightError) -> Int {
    skipWhitespace()
    let digits = bytes[position...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    // Leading zeros are not JSON. They would allow numbers as long as the header.
    guard digits.count <= 19, digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { throw expected("an integer") }
    position = digits.endIndex
    return number
  }

  mutating func string() throws(WeightError) -> String {
    try expect("\"")
    let start = position
    var text: [UInt8] = []
    while true {
      guard position < bytes.endIndex else { throw expected("the end of a string") }
      let byte = bytes[position]
      guard byte >= 32 else { throw expected("a string without control characters") }
      position += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { text += try escaped() } else { text.append(byte) }
    }
    guard let result = String(validating: text, as: UTF8.self) else {
      throw .expected(byte: start, "a string in UTF-8", found: "invalid bytes")
    }
    return result
  }

  /// Reads an escape after its backslash.
  private mutating func escaped() throws(WeightError) -> [UInt8] {
    guard position < bytes.endIndex else { throw expected("an escape") }
    let letter = Unicode.Scalar(bytes[position])
    guard letter != "u" else { return Array(String(Character(try scalar())).utf8) }
    guard let plain = Self.escapes[letter] else { throw expected("a JSON escape") }
    position += 1
    return [plain]
  }

  private static let escapes: [Unicode.Scalar: UInt8] = [
    "\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
  ]

  /// Reads `uXXXX`, or a surrogate pair.
  private mutating func scalar() throws(WeightError) -> Unicode.Scalar {
    let high = try unit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard 0xD800..<0xDC00 ~= high, take("\\") else {
      throw expected("the second surrogate of a pair")
    }
    let low = try unit()
    guard 0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw expected("the second surrogate of a pair") }
    return scalar
  }

  private mutating func unit() throws(WeightError) -> UInt32 {
    let digits = bytes[position...].dropFirst().prefix(4)
    guard bytes[position...].first == UInt8(ascii: "u"), digits.count == 4,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw expected("‘u’ and four digits") }
    position += 5
    return unit
  }

  /// Throws if anything but white space follows.
  mutating func end() throws(WeightError) {
    skipWhitespace()
    guard position == bytes.endIndex else { throw expected("the end of the header") }
  }

  private mutating func take(_ token: Unicode.Scalar) -> Bool {
    skipWhitespace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: token) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ token: Unicode.Scalar) throws(WeightError) {
    guard take(token) else { throw expected("‘\(token)’") }
  }

  private mutating func skipWhitespace() {
    while position < bytes.endIndex, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
  }
}
