// SPDX-License-Identifier: MIT

import FileIO

/// File names that are not valid UTF-8.
public enum IllFormedName: String, CaseIterable, Sendable {
  /// é in Latin-1.
  case latin1
  /// The first two of three bytes.
  case truncated
  /// A slash in two bytes instead of one.
  case overlong
  /// A surrogate pair in CESU-8.
  case surrogate

  /// The bytes of the name.
  public var bytes: [UInt8] {
    switch self {
    case .latin1: [0x63, 0x61, 0x66, 0xE9]
    case .truncated: [0x61, 0xE2, 0x82]
    case .overlong: [0x61, 0xC0, 0xAF, 0x62]
    case .surrogate: [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]
    }
  }

  /// The name as the program represents it.
  public var text: String { String(pathBytes: bytes) }

  /// The name as a word of a bash command.
  public var shellWord: String { Self.shellWord(bytes) }

  /// Returns bytes as a word of a bash command, with every byte escaped.
  public static func shellWord(_ bytes: [UInt8]) -> String {
    "$'" + bytes.map { ($0 < 16 ? "\\x0" : "\\x") + String($0, radix: 16) }.joined() + "'"
  }
}
