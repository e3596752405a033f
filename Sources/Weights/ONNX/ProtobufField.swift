// SPDX-License-Identifier: MIT

extension ProtobufReader.Field {
  private func expected(_ what: String) -> WeightError {
    .expected(byte: byte, "\(what) in field \(number)", found: "another kind of field")
  }

  /// The bytes of its value, at least.
  var size: UInt64 {
    if case .bytes(let bytes) = value { UInt64(bytes.count) } else { 8 }
  }

  /// The bytes of a message, text or packed list.
  func bytes(_ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw expected(what) }
    return bytes
  }

  /// A text.
  func text(_ what: String) throws(WeightError) -> String {
    guard let text = String(validating: try bytes(what), as: UTF8.self) else {
      throw .expected(byte: byte, "\(what) in UTF-8", found: "something else")
    }
    return text
  }

  /// A whole number.
  func number(_ what: String) throws(WeightError) -> UInt64 {
    guard case .varint(let number) = value else { throw expected(what) }
    return number
  }

  /// One whole number or a packed list of them: writers may choose.
  func numbers(_ what: String) throws(WeightError) -> [UInt64] {
    if case .varint(let number) = value { return [number] }
    return try ProtobufReader.varints(bytes(what))
  }

  /// The bytes of one or of packed floating-point numbers of `width` bytes.
  func floats(width: Int, _ what: String) throws(WeightError) -> ArraySlice<UInt8> {
    switch value {
    case .fixed32(let bytes) where width == 4: return bytes
    case .fixed64(let bytes) where width == 8: return bytes
    case .bytes(let bytes) where bytes.count.isMultiple(of: width): return bytes
    default: throw expected(what)
    }
  }
}
