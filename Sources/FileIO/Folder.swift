// SPDX-License-Identifier: MIT

import SystemPackage

/// Directories and their entries.
public enum Folder {
  /// Path of the working directory; empty if it was deleted.
  public static var current: String { (try? Posix.workingDirectory()) ?? "" }

  /// Path of the directory for temporary files: TMPDIR, or /tmp if it is not set or not valid UTF-8.
  /// Foundation can use the result: `Process` and `FileManager` accept valid UTF-8 only.
  public static var temporary: String {
    guard let path = ProcessParameters.environment["TMPDIR"], !path.isEmpty, path.isWellFormed
    else { return "/tmp" }
    return path.wellFormed
  }

  /// Returns the names of the entries of a directory, without . and .., sorted by their bytes.
  /// - Throws: `FileError` if it cannot be read.
  public static func names(in directory: String) throws(FileError) -> [String] {
    try FileError.wrapping("read folder", directory) { try Posix.names(in: directory) }
      .filter { $0 != "." && $0 != ".." }.sortedByPathBytes()
  }

  /// Creates a directory and its missing parents. Does nothing if it exists.
  /// - Throws: `FileError` with the system's reason.
  public static func make(_ directory: String) throws(FileError) {
    try make(directory, permissions: 0o777)
  }

  /// - Parameter permissions: those of new directories, before the process's mask.
  static func make(_ directory: String, permissions: CInterop.Mode) throws(FileError) {
    do throws(Errno) {
      try Posix.makeDirectory(directory, permissions)
    } catch {
      let parent = directory.parentPath
      guard error == .noSuchFileOrDirectory, !parent.isEmpty else {
        throw FileError("create folder", directory, code: error.rawValue)
      }
      try make(parent, permissions: permissions)
      try FileError.wrapping("create folder", directory) {
        try Posix.makeDirectory(directory, permissions)
      }
    }
  }

  /// Checks that files can be created in a directory.
  /// - Throws: `FileError` with the system's reason.
  public static func checkWritable(_ directory: String) throws(FileError) {
    try FileError.wrapping("write", directory) { try Posix.checkWritable(directory: directory) }
  }
}
