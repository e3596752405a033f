// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Error of an operation on a file or directory.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// The failed operation as a verb: "read", "write", …
  public let action: String
  /// The path as the user typed it.
  public let path: String
  /// The system's error number; 0 if the error does not come from a system call.
  public let code: Int32
  /// The reason, as printed after the colon.
  public let reason: String

  /// Creates an error with the reason of a system call; the default is the last failed call.
  public init(_ action: String, _ path: String, code: Int32 = errno) {
    self.init(action, path, code: code, reason: Errno(rawValue: code).description)
  }

  /// Creates an error with a custom reason.
  public init(_ action: String, _ path: String, code: Int32 = 0, reason: String) {
    (self.action, self.path, self.code, self.reason) = (action, path, code, reason)
  }

  /// Message safe to print on a terminal: "cannot read ‘x.npy’: No such file or directory".
  public var description: String { "cannot \(action) ‘\(path.printable)’: \(reason)" }
}

extension FileError {
  /// Returns the result of `body`; rethrows a system error as a `FileError` with action and path.
  static func wrapping<Result>(
    _ action: String, _ path: String, _ body: () throws -> Result
  ) throws(FileError) -> Result {
    do {
      return try body()
    } catch let error as FileError {
      throw error
    } catch let error as Errno {
      throw FileError(action, path, code: error.rawValue)
    } catch {
      throw FileError(action, path, reason: "\(error)")
    }
  }
}
