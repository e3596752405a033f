// SPDX-License-Identifier: MIT

import SystemPackage

// Parts of paths, and paths as terminal output.

extension String {
  /// The last component of the path: "c.png" of "/a/b/c.png" and of "b/c.png/". The string itself
  /// if it has no component ("" and "/").
  public var lastPathComponent: String {
    // FilePath would copy and normalize the entire path.
    utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? self
  }

  /// The last component of the path without its extension: "c" of "/a/b/c.png". The string itself
  /// if it has no component.
  public var pathStem: String { FilePath(self).stem ?? self }

  /// The extension of the last component without the dot: "png" of "c.png"; nil if it has none.
  public var pathExtension: String? { FilePath(self).extension }

  /// The path without its last component: "/a/b" of "/a/b/c.png", "/" of "/a", "" of "a".
  public var parentPath: String { FilePath(self).removingLastComponent().string }

  /// The absolute path without . and ..: "/a/c" of "b/../c" in the working directory /a.
  public var absolutePath: String {
    FilePath(Folder.current).pushing(FilePath(self)).lexicallyNormalized().string
  }
}

extension String {
  /// The text with every control, format and line-separating character replaced by an escape, and
  /// every byte that is not valid UTF-8 by one such as \xe9.
  ///
  /// File names are untrusted: printed unchanged, they could move a terminal's cursor, change its
  /// title or reverse the writing direction.
  public var printable: String {
    unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.isPrintable {
        result.unicodeScalars.append(scalar)
      } else {
        result += scalar.escaped
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether `printable` leaves the scalar unchanged.
  public var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
    default: true
    }
  }

  fileprivate var escaped: String {
    switch self {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case "\u{1B}": "\\e"
    default:
      pathByte.map { "\\x" + String($0, radix: 16) } ?? "\\u{" + String(value, radix: 16) + "}"
    }
  }
}
