// SPDX-License-Identifier: MIT

import FileIO

/// Why a `.npy` file was not taken.
public enum NumPyError: Error, Equatable, Sendable {
  /// It does not begin as NumPy's files do.
  case notNumPy
  /// The file ends inside the header, at this byte.
  case shortHeader(byte: Int)
  /// A header that is not the dictionary that NumPy writes.
  case badHeader(String)
  /// An element type other than little-endian float16, float32 and float64.
  case type(String)
  /// Fewer than two axes, or an axis of length 0.
  case shape([Int])
  /// More values than the file, or any memory, can hold.
  case tooLarge([Int])
  /// The values take another number of bytes than the file has.
  case length(expected: Int, found: Int)
}

extension NumPyError: CustomStringConvertible {
  /// The reason, to follow the file's name.
  public var description: String {
    switch self {
    case .notNumPy: "it is not a NumPy .npy file (its first bytes are not \\x93NUMPY)"
    case .shortHeader(let byte): "its header is cut off at byte \(byte)"
    case .badHeader(let what): "its header cannot be understood: \(what.printable)"
    case .type(let name):
      "its values are of type ‘\(name.printable)’, not little-endian float16, float32 or float64; "
        + "save it with x.astype('float32')"
    case .shape(let axes):
      "its shape is (\(Self.list(axes))); N×C×… with at least two axes, none empty, is needed"
    case .tooLarge(let axes): "its shape (\(Self.list(axes))) is more than any file holds"
    case .length(let expected, let found):
      "its values should take \(expected) bytes, but \(found) follow the header"
    }
  }

  private static func list(_ axes: [Int]) -> String {
    axes.map(String.init).joined(separator: ", ")
  }
}
