// SPDX-License-Identifier: MIT

import SystemPackage

/// Standard input, output and error of the process.
public enum StandardStreams {
  /// Makes streams that cannot be written to an error instead of the end of the process: a closed
  /// pipe sends no signal, and a closed stream cannot be written to.
  ///
  /// A stream that is closed at the start is opened on /dev/null for reading, so that no file that
  /// is opened later gets its number and receives what is printed. Call this before any file is
  /// opened.
  public static func prepare() {
    Posix.ignoreBrokenPipes()
    for stream in [FileDescriptor.standardInput, .standardOutput, .standardError]
    where !Posix.isOpen(stream) {
      // The lowest free number is that of the stream.
      _ = try? FileDescriptor.open("/dev/null", .readOnly)
    }
  }

  /// Writes to standard output. - Throws: `FileError` with the system's reason.
  public static func writeOutput(_ bytes: [UInt8]) throws(FileError) {
    try FileError.wrapping("write", "standard output") {
      _ = try FileDescriptor.standardOutput.writeAll(bytes)
    }
  }

  /// Writes to standard error. Errors are ignored: there is no one to report them to.
  public static func writeError(_ bytes: [UInt8]) {
    _ = try? FileDescriptor.standardError.writeAll(bytes)
  }

  /// Whether a path stands for standard input.
  public static func isInput(_ path: String) -> Bool { StreamInput.descriptor(path) == 0 }

  /// Whether a path stands for standard output.
  public static func isOutput(_ path: String) -> Bool { path == "-" || path == "/dev/stdout" }
}
