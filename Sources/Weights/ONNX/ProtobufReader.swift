// SPDX-License-Identifier: MIT

/// Reader of the fields of a Protocol Buffers message in order (protobuf.dev, "Encoding").
struct ProtobufReader {
  /// Value of a field by wire type.
  enum Value {
    case varint(UInt64)
    case fixed64(ArraySlice<UInt8>)
    case bytes(ArraySlice<UInt8>)
    case fixed32(ArraySlice<UInt8>)
  }

  /// A field with its number and position.
  struct Field {
    var number: UInt64
    var byte: Int
    var value: Value
  }

  private var reader: ByteReader

  init(_ message: ArraySlice<UInt8>) {
    reader = ByteReader(message)
  }

  /// Returns the next field, or nil at the end of the message.
  mutating func next() throws(WeightError) -> Field? {
    if reader.isAtEnd { return nil }
    let byte = reader.position
    let key = try varint()
    let value: Value
    switch key & 7 {
    case 0: value = .varint(try varint())
    case 1: value = .fixed64(try reader.read(8, "a field"))
    case 2: value = .bytes(try reader.read(varint(), "a field"))
    case 5: value = .fixed32(try reader.read(4, "a field"))
    default: throw .expected(byte: byte, "a Protocol Buffers field", found: "wire type \(key & 7)")
    }
    guard key >> 3 > 0 else {
      throw .expected(byte: byte, "a Protocol Buffers field", found: "field number 0")
    }
    return Field(number: key >> 3, byte: byte, value: value)
  }

  /// Seven bits per byte, lowest first; the eighth bit is set if more follow.
  private mutating func varint() throws(WeightError) -> UInt64 {
    let start = reader.position
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try reader.byte("a number")
      let bits = UInt64(byte & 0x7F)
      guard shift < 63 || bits <= 1 else { break }
      result |= bits << shift
      if byte & 0x80 == 0 { return result }
    }
    throw .expected(byte: start, "an integer of at most 64 bits", found: "a longer one")
  }

  /// Returns the integers of a packed field.
  static func varints(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> [UInt64] {
    var packed = ProtobufReader(bytes)
    var result: [UInt64] = []
    while !packed.reader.isAtEnd { result.append(try packed.varint()) }
    return result
  }
}

extension ProtobufReader.Field {
  private func expected(_ what: String) -> WeightError {
    .expected(byte: byte, "\(what) in field \(number)", found: "a field of another wire type")
  }

  /// Lower bound of the size of the value in bytes.
  var size: UInt64 {
    if case .bytes(let bytes) = value { UInt64(bytes.count) } else { 8 }
  }

  /// Returns the bytes of a message, string or packed list.
  func bytes(_ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw expected(what) }
    return bytes
  }

  /// Returns a string.
  func text(_ what: String) throws(WeightError) -> String {
    guard let text = String(validating: try bytes(what), as: UTF8.self) else {
      throw .expected(byte: byte, "\(what) in UTF-8", found: "invalid bytes")
    }
    return text
  }

  /// Returns an integer.
  func number(_ what: String) throws(WeightError) -> UInt64 {
    guard case .varint(let number) = value else { throw expected(what) }
    return number
  }

  /// Returns the integers of a single or packed field; writers may use either.
  func numbers(_ what: String) throws(WeightError) -> [UInt64] {
    if case .varint(let number) = value { return [number] }
    return try ProtobufReader.varints(bytes(what))
  }

  /// Returns the bytes of a single or packed field of floating-point numbers of `width` bytes.
  func floats(width: Int, _ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    switch value {
    case .fixed32(let bytes) where width == 4: return bytes
    case .fixed64(let bytes) where width == 8: return bytes
    case .bytes(let bytes) where bytes.count.isMultiple(of: width): return bytes
    default: throw expected(what)
    }
  }
}
