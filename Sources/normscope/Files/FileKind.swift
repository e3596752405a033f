// SPDX-License-Identifier: MIT

import Foundation

/// What is behind a path, as far as arguments care.
enum FileKind {
  case folder, file, nothing

  init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .nothing
      return
    }
    self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }
}
