// SPDX-License-Identifier: MIT

import FileIO

/// Header of a `.npy` file: element type, order and axes.
///
/// Format: `\x93NUMPY`, version (two bytes), the length of the text (two bytes in version 1, four
/// later), and a Python dictionary with `descr`, `fortran_order` and `shape` (NumPy, NEP 1).
struct NumPyHeader: Equatable {
  /// Bytes per element: 2 for float16, 4 for float32, 8 for float64.
  var width: Int
  /// Whether the values are in Fortran order, first axis fastest.
  var isFortran: Bool
  /// Sizes of all axes.
  var axes: [Int]
  /// Size of the header in bytes; the values follow.
  var length: Int

  /// Maximum number of axes in NumPy. A version 1 header has room for this many.
  static let maximumRank = 64

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  init(_ bytes: [UInt8]) throws(NumPyError) {
    let fields: PythonDictionary
    (fields, length) = try Self.fields(bytes)
    width = try Self.width(fields.string("descr"))
    isFortran = try fields.bool("fortran_order")
    axes = try fields.tuple("shape")
    guard axes.count <= Self.maximumRank else {
      throw .badHeader("\(axes.count) axes, more than \(Self.maximumRank)")
    }
    guard !axes.isEmpty, axes.allSatisfy({ $0 > 0 }) else { throw .shape(axes) }
  }

  /// Returns the dictionary, and the size of the header in bytes.
  private static func fields(_ bytes: [UInt8]) throws(NumPyError) -> (PythonDictionary, Int) {
    guard bytes.starts(with: magic) else { throw .notNumPy }
    guard bytes.count >= 12 else { throw .truncatedHeader(byte: bytes.count) }
    let version = bytes[6]
    guard (1...3).contains(version) else { throw .badHeader("unknown version \(version)") }
    let start = version == 1 ? 10 : 12
    let size = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    let length = start + size
    guard length <= bytes.count else { throw .truncatedHeader(byte: bytes.count) }
    return (try PythonDictionary(bytes[start..<length]), length)
  }

  /// Element type of an array with one value, such as `<i8`; nil for any other file.
  static func typeOfSingleValue(_ bytes: [UInt8]) -> String? {
    guard let (fields, _) = try? fields(bytes), let axes = try? fields.tuple("shape"),
      axes.allSatisfy({ $0 == 1 })
    else { return nil }
    return try? fields.string("descr")
  }

  private static func width(_ type: String) throws(NumPyError) -> Int {
    switch type {
    case "<f2": 2
    case "<f4": 4
    case "<f8": 8
    default: throw .type(type)
    }
  }

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

/// Error in the contents of a `.npy` file.
public enum NumPyError: Error, Equatable, Sendable {
  /// The first bytes are not NumPy's magic number.
  case notNumPy
  /// The file ends at `byte`, inside the header.
  case truncatedHeader(byte: Int)
  /// The header is not the dictionary that NumPy writes.
  case badHeader(String)
  /// The element type is not little-endian float16, float32 or float64.
  case type(String)
  /// Too few axes, or an axis of size 0.
  case shape([Int])
  /// More values than fit into an address space.
  case tooLarge([Int])
  /// The number of bytes after the header does not match the shape.
  case length(expected: Int, found: Int)
}

extension NumPyError: CustomStringConvertible {
  /// The message without the file name.
  public var description: String {
    switch self {
    case .notNumPy: "not a NumPy .npy file (the first bytes are not \\x93NUMPY)"
    case .truncatedHeader(let byte): "the header is truncated at byte \(byte)"
    case .badHeader(let reason): "invalid header: \(reason.printable)"
    case .type(let name):
      "unsupported element type ‘\(name.printable)’, expected little-endian float16, float32 or "
        + "float64; convert it with x.astype('float32')"
    case .shape(let axes):
      "unsupported shape (\(Self.list(axes))), expected N × C × … with at least two axes, "
        + "none of them empty"
    case .tooLarge(let axes): "shape (\(Self.list(axes))) has more values than a file can hold"
    case .length(let expected, let found):
      "the shape needs \(expected) bytes, but \(found) follow the header"
    }
  }

  private static func list(_ axes: [Int]) -> String {
    axes.map(String.init).joined(separator: ", ")
  }
}
