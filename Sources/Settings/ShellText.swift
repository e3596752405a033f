// SPDX-License-Identifier: MIT

import FileIO

/// Quoting of arguments for a shell.
public enum ShellText {
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-".unicodeScalars)

  /// Returns an argument in single quotes if it contains characters that the shell interprets. Every
  /// POSIX shell reads it back, but it may contain control characters and bytes that are not valid
  /// UTF-8.
  public static func quoted(_ argument: String) -> String {
    if !argument.isEmpty, argument.unicodeScalars.allSatisfy(plain.contains) { return argument }
    return "'" + replacing(argument) { $0 == "'" ? "'\\''" : nil } + "'"
  }

  /// Returns an argument that is safe to print on a terminal: like `quoted`, but one with characters
  /// that `printable` escapes is in ANSI-C quotes ($'caf\xe9.png'). bash, ksh, zsh and POSIX.1-2024
  /// read them.
  public static func quotedPrintable(_ argument: String) -> String {
    guard !argument.unicodeScalars.allSatisfy(\.isPrintable) else { return quoted(argument) }
    let text = replacing(argument) { scalar in
      if !scalar.isPrintable { return String(scalar).pathBytes.map(escape).joined() }
      return scalar == "'" || scalar == "\\" ? "\\" + String(scalar) : nil
    }
    return "$'" + text + "'"
  }

  private static func escape(_ byte: UInt8) -> String {
    (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
  }

  /// Replaces scalars, not characters: the shell does not know that a quotation mark and a combining
  /// mark after it are one character.
  private static func replacing(
    _ text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if let new = replacement(scalar) {
        result += new
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
