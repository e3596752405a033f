// SPDX-License-Identifier: MIT

import Foundation

/// Kind of file that a path names.
public enum FileKind {
  /// A folder, any other file, or nothing.
  case folder, file, nothing

  /// The kind of a path, symbolic links followed.
  public init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .nothing
      return
    }
    self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }
}
