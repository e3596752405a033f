// SPDX-License-Identifier: MIT

import FileIO

/// Program output for users and scripts.
enum StandardOutput {
  /// Writes a line. - Throws: `FileError`, for example if the disk is full.
  static func print(_ text: String) throws {
    try StandardStreams.writeOutput(Array((text + "\n").utf8))
  }

  /// Writes a line in which paths have their real bytes, which need not be valid UTF-8.
  static func printWithPathBytes(_ text: String) throws {
    try StandardStreams.writeOutput((text + "\n").pathBytes)
  }
}

/// Messages for the user, separate from the program output.
enum StandardError {
  /// Writes a line. Errors are ignored: if the terminal is closed, there is no one to report them
  /// to.
  static func print(_ line: String) {
    StandardStreams.writeError(Array((line + "\n").utf8))
  }

  /// Writes an error, warning or note in a line that starts with the name of the program.
  static func report(_ message: String) { print("normscope: \(message)") }
}

/// Error with a message that tells the user what to do.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
