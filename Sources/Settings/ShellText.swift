// SPDX-License-Identifier: MIT

/// Quoting of arguments for a POSIX shell.
public enum ShellText {
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-".unicodeScalars)

  /// Returns an argument in single quotes, unless the shell gives none of its characters a meaning.
  public static func quoted(_ argument: String) -> String {
    if !argument.isEmpty, argument.unicodeScalars.allSatisfy(plain.contains) { return argument }
    return "'" + argument.replacing("'", with: "'\\''") + "'"
  }
}
