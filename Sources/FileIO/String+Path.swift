// SPDX-License-Identifier: MIT

import SystemPackage

// Parts of paths, and paths as terminal output.

extension String {
  /// The last component of the path: "c.png" of "/a/b/c.png" and of "b/c.png/". The string itself
  /// if it has no component ("" and "/").
  public var lastPathComponent: String { FilePath(self).lastComponent?.string ?? self }

  /// The last component of the path without its extension: "c" of "/a/b/c.png". The string itself
  /// if it has no component.
  public var pathStem: String { FilePath(self).stem ?? self }

  /// The extension of the last component without the dot: "png" of "c.png"; nil if it has none.
  public var pathExtension: String? { FilePath(self).extension }

  /// The path without its last component: "/a/b" of "/a/b/c.png", "/" of "/a", "" of "a".
  public var parentPath: String { FilePath(self).removingLastComponent().string }

  /// The components of the path without the root: ["a", "b"] of "/a//b/".
  public var pathComponents: [String] { FilePath(self).components.map(\.string) }
}

extension String {
  /// The text with every control, format and line-separating character replaced by an escape.
  ///
  /// File names are untrusted: printed unchanged, they could move a terminal's cursor, change its
  /// title or reverse the writing direction.
  public var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
        result += Self.escape(scalar)
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case "\u{1B}": "\\e"
    default: "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }
}
