// SPDX-License-Identifier: MIT

import Foundation

/// Program output for users and scripts.
enum StandardOutput {
  /// Writes a line. - Throws: `UsageError`, for example if the disk is full.
  static func print(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    } catch {
      throw UsageError("cannot write to standard output: \(String(cString: strerror(errno)))")
    }
  }
}

/// Messages for the user, separate from the program output.
enum StandardError {
  /// Writes a line. Errors are ignored: if the terminal is closed, there is no one to report them
  /// to.
  static func print(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }
}

/// Error with a message that tells the user what to do.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
