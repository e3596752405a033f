// SPDX-License-Identifier: MIT

/// Reads the JSON that a safetensors header is made of: objects, strings and lists of whole numbers.
struct JSONReader {
  private let bytes: ArraySlice<UInt8>
  /// Where the next byte is read, in the file.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    (self.bytes, position) = (bytes, bytes.startIndex)
  }

  /// The error that something else stands here.
  func expected(_ what: String) -> WeightError {
    guard position < bytes.endIndex else { return .cut(byte: position, expected: what) }
    let rest = String(decoding: bytes[position...].prefix(12), as: UTF8.self)
    return .expected(byte: position, what, found: "‘\(rest)’")
  }

  /// An object; `member` reads the value after each key.
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

  /// A list of whole numbers from 0 on.
  mutating func integers() throws(WeightError) -> [Int] {
    try expect("[")
    var result: [Int] = []
    if take("]") { return result }
    repeat { result.append(try integer()) } while take(",")
    try expect("]")
    return result
  }

  private mutating func integer() throws(WeightError) -> Int {
    skipBlanks()
    let digits = bytes[position...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    // Leading zeros are not JSON, and could make one number as long as the header.
    guard digits.count <= 19, digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { throw expected("a whole number") }
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
      guard byte >= 32 else { throw expected("no control character") }
      position += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { text += try escaped() } else { text.append(byte) }
    }
    guard let result = String(validating: text, as: UTF8.self) else {
      throw .expected(byte: start, "a string in UTF-8", found: "something else")
    }
    return result
  }

  /// What an escape stands for, after its backslash.
  private mutating func escaped() throws(WeightError) -> [UInt8] {
    guard position < bytes.endIndex else { throw expected("an escape") }
    let letter = Unicode.Scalar(bytes[position])
    guard letter != "u" else { return Array(String(Character(try scalar())).utf8) }
    guard let plain = Self.escapes[letter] else { throw expected("an escape of JSON") }
    position += 1
    return [plain]
  }

  private static let escapes: [Unicode.Scalar: UInt8] = [
    "\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
  ]

  /// `uXXXX`, or two of them for what 16 bits do not hold.
  private mutating func scalar() throws(WeightError) -> Unicode.Scalar {
    let high = try unit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard 0xD800..<0xDC00 ~= high, take("\\") else { throw expected("the second of a pair") }
    let low = try unit()
    guard 0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw expected("the second of a pair") }
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

  /// Nothing but blanks may follow.
  mutating func end() throws(WeightError) {
    skipBlanks()
    guard position == bytes.endIndex else { throw expected("the end of the header") }
  }

  private mutating func take(_ token: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: token) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ token: Unicode.Scalar) throws(WeightError) {
    guard take(token) else { throw expected("‘\(token)’") }
  }

  private mutating func skipBlanks() {
    while position < bytes.endIndex, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
  }
}
