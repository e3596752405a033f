// SPDX-License-Identifier: MIT

/// Reads the fields of a protocol-buffers message one after another (protobuf.dev, "Encoding").
struct ProtobufReader {
  /// What a field holds; the message's description says what it means.
  enum Value {
    case varint(UInt64)
    case fixed64(ArraySlice<UInt8>)
    case bytes(ArraySlice<UInt8>)
    case fixed32(ArraySlice<UInt8>)
  }

  /// A field with its number, and where it stands.
  struct Field {
    var number: UInt64
    var byte: Int
    var value: Value
  }

  private var reader: ByteReader

  init(_ message: ArraySlice<UInt8>) {
    reader = ByteReader(message)
  }

  /// The next field; nil at the end of the message.
  mutating func next() throws(WeightError) -> Field? {
    if reader.isAtEnd { return nil }
    let byte = reader.position
    let key = try varint()
    let value: Value
    switch key & 7 {
    case 0: value = .varint(try varint())
    case 1: value = .fixed64(try reader.take(8, "a field"))
    case 2: value = .bytes(try reader.take(varint(), "a field"))
    case 5: value = .fixed32(try reader.take(4, "a field"))
    default: throw .expected(byte: byte, "a field of ONNX", found: "wire type \(key & 7)")
    }
    guard key >> 3 > 0 else {
      throw .expected(byte: byte, "a field of ONNX", found: "a field of number 0")
    }
    return Field(number: key >> 3, byte: byte, value: value)
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
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
    throw .expected(byte: start, "a number of at most 64 bits", found: "a longer one")
  }

  /// The numbers of a packed field.
  static func varints(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> [UInt64] {
    var packed = ProtobufReader(bytes)
    var result: [UInt64] = []
    while !packed.reader.isAtEnd { result.append(try packed.varint()) }
    return result
  }
}
