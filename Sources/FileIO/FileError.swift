// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the operating system said when a file could not be read or written.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// What was tried: "read", "write", …
  public let action: String
  /// The file as the user named it.
  public let path: String
  /// The system's error number, or 0 where `reason` alone tells.
  public let code: Int32
  /// The reason in words.
  public let reason: String

  /// An error with the reason of a system call, by default of the one that just failed.
  public init(_ action: String, _ path: String, code: Int32 = errno) {
    self.init(action, path, code: code, reason: String(cString: strerror(code)))
  }

  /// An error with a reason of our own.
  public init(_ action: String, _ path: String, code: Int32 = 0, reason: String) {
    (self.action, self.path, self.code, self.reason) = (action, path, code, reason)
  }

  /// One sentence, safe to print: "cannot read ‘x.npy’: No such file or directory".
  public var description: String { "cannot \(action) ‘\(path.printable)’: \(reason)" }
}
