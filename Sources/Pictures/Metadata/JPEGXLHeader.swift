// SPDX-License-Identifier: MIT

/// Size in the header of a JPEG XL codestream (ISO/IEC 18181-1, annex D.2).
enum JPEGXLHeader {
  /// Returns the size that the first bytes of a file declare; nil if they do not contain a header.
  static func size(_ bytes: [UInt8]) -> PictureSize? {
    guard let codestream = codestream(bytes), codestream.starts(with: [0xFF, 0x0A]) else {
      return nil
    }
    var bits = BitReader(bytes: codestream.dropFirst(2))
    let isSmall = bits.next(1) == 1
    guard let height = side(isSmall, &bits), let ratio = bits.next(3) else { return nil }
    if ratio == 0 { return side(isSmall, &bits).map { PictureSize(width: $0, height: height) } }
    let (numerator, denominator) = ratios[ratio - 1]
    return PictureSize(width: height * numerator / denominator, height: height)
  }

  /// Width to height for the values 1 to 7 of the field `ratio`.
  private static let ratios = [(1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]

  private static func side(_ isSmall: Bool, _ bits: inout BitReader) -> Int? {
    if isSmall { return bits.next(5).map { 8 * ($0 + 1) } }
    return bits.next(2).flatMap { bits.next([9, 13, 18, 30][$0]) }.map { $0 + 1 }
  }

  /// Returns the codestream in the first bytes of a file: all of them, or those in a box `jxlc` or
  /// `jxlp` (ISO/IEC 18181-2).
  private static func codestream(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard bytes.starts(with: [0, 0, 0, 12]) else { return bytes[...] }
    var at = 0
    while at + 8 <= bytes.count {
      let length = bytes[at..<at + 4].bigEndianNumber
      switch String(decoding: bytes[at + 4..<at + 8], as: UTF8.self) {
      case "jxlc": return bytes[(at + 8)...]
      case "jxlp": return bytes[(at + 8)...].dropFirst(4)
      default: at += max(length, 8)
      }
    }
    return nil
  }
}

/// Reader of little-endian bit fields.
private struct BitReader {
  let bytes: ArraySlice<UInt8>
  private var position = 0

  init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// Returns the next `count` bits as a number; nil at the end.
  mutating func next(_ count: Int) -> Int? {
    guard position + count <= 8 * bytes.count else { return nil }
    defer { position += count }
    return (0..<count).reduce(0) { value, i in
      let bit = position + i
      return value | Int(bytes[bytes.startIndex + bit / 8] >> UInt8(bit % 8) & 1) << i
    }
  }
}
