// SPDX-License-Identifier: MIT

import Foundation

/// Which file a path names: two spellings of one file are equal.
enum FileIdentity: Hashable {
  /// A file that is there.
  case file(device: UInt64, number: UInt64)
  /// No file yet. Its bytes, because Swift takes é and e with an accent for the same text, and the
  /// system for two names.
  case missing([UInt8])

  init(_ path: String) {
    var status = stat()
    self =
      stat(path, &status) == 0
      ? .file(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
      : .missing(Array(path.utf8))
  }
}
