// SPDX-License-Identifier: MIT

import Foundation

/// Identity of the file that a path names: two spellings of one file are equal.
public enum FileIdentity: Hashable {
  /// A file that is there.
  case file(device: UInt64, number: UInt64)
  /// No file yet. Its bytes, because Swift takes é and e with an accent for the same text, and the
  /// system for two names.
  case missing([UInt8])

  /// The identity of the file at a path, symbolic links followed.
  public init(_ path: String) {
    var status = stat()
    self =
      stat(path, &status) == 0
      ? .file(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
      : .missing(Array(path.utf8))
  }
}
