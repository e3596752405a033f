// SPDX-License-Identifier: MIT

/// The header of a `.npy` file: type, order and axes.
///
/// Format: `\x93NUMPY`, version (two bytes), the length of the text (two bytes in version 1, four
/// later), and a Python dictionary with `descr`, `fortran_order` and `shape` (NumPy, NEP 1).
struct NumPyHeader: Equatable {
  /// Bytes an element: 2 for float16, 4 for float32, 8 for float64.
  var width: Int
  /// Whether the first axis is the fastest.
  var isFortran: Bool
  /// The extents of all axes.
  var axes: [Int]
  /// Where the values start.
  var length: Int

  /// As many axes as NumPy allows, which is what a header that we write has room for.
  static let mostAxes = 64

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads a header. - Throws: `NumPyError` when it is not one that we can use.
  init(_ bytes: [UInt8]) throws(NumPyError) {
    guard bytes.starts(with: Self.magic) else { throw .notNumPy }
    guard bytes.count >= 12 else { throw .shortHeader(byte: bytes.count) }
    let version = bytes[6]
    guard (1...3).contains(version) else { throw .badHeader("version \(version)") }
    let start = version == 1 ? 10 : 12
    let size = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    length = start + size
    guard length <= bytes.count else { throw .shortHeader(byte: bytes.count) }
    let fields = try PythonDictionary(bytes[start..<length])
    width = try Self.width(fields.string("descr"))
    isFortran = try fields.bool("fortran_order")
    axes = try fields.tuple("shape")
    guard axes.count <= Self.mostAxes else { throw .badHeader("\(axes.count) axes") }
    guard !axes.isEmpty, axes.allSatisfy({ $0 > 0 }) else { throw .shape(axes) }
  }

  private static func width(_ type: String) throws(NumPyError) -> Int {
    switch type {
    case "<f2": 2
    case "<f4": 4
    case "<f8": 8
    default: throw .type(type)
    }
  }

  /// How many values there are. - Throws: when they do not fit in an address space.
  func count() throws(NumPyError) -> Int {
    var total = 1
    for axis in axes {
      let (product, overflow) = total.multipliedReportingOverflow(by: axis)
      guard !overflow, product <= Int.max / 16 else { throw .tooLarge(axes) }
      total = product
    }
    return total
  }

  /// A header of version 1 as NumPy writes it, padded so that values start at a multiple of 64.
  static func bytes(width: Int, axes: [Int]) -> [UInt8] {
    let shape = axes.map(String.init).joined(separator: ", ") + (axes.count == 1 ? "," : "")
    var text = "{'descr': '<f\(width)', 'fortran_order': False, 'shape': (\(shape)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    let size = UInt16(text.utf8.count)
    return magic + [1, 0, UInt8(size & 255), UInt8(size >> 8)] + Array(text.utf8)
  }
}
