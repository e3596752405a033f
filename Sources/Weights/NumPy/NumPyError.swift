// SPDX-License-Identifier: MIT

import FileIO

/// Error in the contents of a `.npy` file.
public enum NumPyError: Error, Equatable, Sendable {
  /// The first bytes are not NumPy's magic number.
  case notNumPy
  /// The file ends at `byte`, inside the header.
  case truncatedHeader(byte: Int)
  /// The header is not the dictionary that NumPy writes.
  case badHeader(String)
  /// The element type is neither boolean nor an integer of at most 64 bits, float16, float32 or
  /// float64.
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
      "unsupported element type ‘\(name.printable)’, expected bool, an integer type, float16, "
        + "float32 or float64; convert it with x.astype('float32')"
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
