// SPDX-License-Identifier: MIT

/// Header of a `.npy` file: element type, order and axes.
///
/// Format: `\x93NUMPY`, version (two bytes), the length of the text (two bytes in version 1, four
/// later), and a Python dictionary with `descr`, `fortran_order` and `shape` (NumPy, NEP 1).
struct NumPyHeader: Equatable {
  /// Element type.
  var type: ElementType
  /// Whether the bytes of each value are in big-endian order.
  var isBigEndian: Bool
  /// Whether the values are in Fortran order, first axis fastest.
  var isFortran: Bool
  /// Sizes of all axes.
  var axes: [Int]
  /// Size of the header in bytes; the values follow.
  var length: Int

  /// Maximum number of axes in NumPy. A version 1 header has room for this many.
  static let maximumRank = 64

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads the header at the start of a file.
  init(_ bytes: ArraySlice<UInt8>) throws(NumPyError) {
    let fields: PythonDictionary
    (fields, length) = try Self.fields(bytes)
    (type, isBigEndian) = try Self.type(fields.string("descr"))
    isFortran = try fields.bool("fortran_order")
    axes = try fields.tuple("shape")
    guard axes.count <= Self.maximumRank else {
      throw .badHeader("\(axes.count) axes, more than \(Self.maximumRank)")
    }
    guard !axes.isEmpty, axes.allSatisfy({ $0 > 0 }) else { throw .shape(axes) }
  }

  /// Returns the dictionary, and the size of the header in bytes.
  private static func fields(
    _ bytes: ArraySlice<UInt8>
  ) throws(NumPyError) -> (PythonDictionary, Int) {
    guard bytes.starts(with: magic) else { throw .notNumPy }
    guard bytes.count >= 12 else { throw .truncatedHeader(byte: bytes.count) }
    let fixed = Array(bytes.prefix(12))
    let version = fixed[6]
    guard (1...3).contains(version) else { throw .badHeader("unknown version \(version)") }
    let start = version == 1 ? 10 : 12
    let size = fixed[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    let length = start + size
    guard length <= bytes.count else { throw .truncatedHeader(byte: bytes.count) }
    return (try PythonDictionary(bytes.dropFirst(start).prefix(size)), length)
  }

  /// Element type of an array with one value, also without axes; nil for any other file.
  static func typeOfSingleValue(_ bytes: ArraySlice<UInt8>) -> ElementType? {
    guard let (fields, _) = try? fields(bytes), let axes = try? fields.tuple("shape"),
      axes.allSatisfy({ $0 == 1 }), let descriptor = try? fields.string("descr")
    else { return nil }
    return try? type(descriptor).type
  }

  /// Returns the type that a `descr` names: its byte order ‘<’, ‘>’ or, for single bytes, ‘|’, and a
  /// kind with the number of bytes.
  private static func type(
    _ text: String
  ) throws(NumPyError) -> (type: ElementType, isBigEndian: Bool) {
    guard let order = text.first, let type = types[String(text.dropFirst())],
      order == "<" || order == ">" || (order == "|" && type.width == 1)
    else { throw .type(text) }
    return (type, order == ">")
  }

  private static let types: [String: ElementType] = [
    "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8,
    "u2": .uint16, "u4": .uint32, "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
  ]

  /// Returns the number of values.
  /// - Throws: `NumPyError.tooLarge` if they do not fit into an address space.
  func count() throws(NumPyError) -> Int {
    var total = 1
    for axis in axes {
      let (product, overflow) = total.multipliedReportingOverflow(by: axis)
      guard !overflow, product <= Int.max / 16 else { throw .tooLarge(axes) }
      total = product
    }
    return total
  }

  /// Returns a version 1 header as NumPy writes it, padded so that the values start at a multiple
  /// of 64.
  static func bytes(width: Int, axes: [Int]) -> [UInt8] {
    let shape = axes.map(String.init).joined(separator: ", ") + (axes.count == 1 ? "," : "")
    var text = "{'descr': '<f\(width)', 'fortran_order': False, 'shape': (\(shape)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    let size = UInt16(text.utf8.count)
    return magic + [1, 0, UInt8(size & 255), UInt8(size >> 8)] + Array(text.utf8)
  }
}
