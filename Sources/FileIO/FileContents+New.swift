// SPDX-License-Identifier: MIT

import SystemPackage

// Files under unused names, and removal of the temporary files of killed programs.

extension FileContents {
  /// Writes a new file named `stem`-1`ending`, or with the next unused number. Never replaces a
  /// file; if anything fails, no file is left.
  /// - Parameters:
  ///   - other: the file extension of a related file whose name must be unused, too.
  ///   - make: returns the contents for the chosen path.
  /// - Returns: The name within the directory.
  /// - Throws: `FileError` with the system's reason, or the error of `make`.
  public static func writeNew(
    in directory: String, stem: String, ending: String, beside other: String? = nil,
    make: (_ path: String) throws -> [UInt8]
  ) throws -> String {
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    for number in 1...99_999 {
      let name = "\(stem)-\(number)\(ending)"
      let path = prefix + name
      if let other, isTaken(prefix + "\(stem)-\(number)\(other)") { continue }
      let file = try FileError.wrapping("write", path) {
        try create(path, .init(rawValue: 0o666))
      }
      guard let file else { continue }
      try fill(file, path) { try make(path) }
      return name
    }
    throw FileError("write", prefix + stem + ending, code: Errno.fileExists.rawValue)
  }

  private static func isTaken(_ path: String) -> Bool {
    (try? Stat(path.pathCString, followTargetSymlink: false)) != nil
  }

  /// Writes to a file that was just created; removes it on failure.
  private static func fill(
    _ file: FileDescriptor, _ path: String, _ make: () throws -> [UInt8]
  ) throws {
    do {
      try file.closeAfter {
        let bytes = try make()
        try FileError.wrapping("write", path) {
          try file.writeAll(bytes)
          try Posix.synchronize(file)
        }
      }
    } catch {
      // Nothing is left to do about an error of cleaning up.
      try? Posix.remove(path)
      throw (error as? Errno).map { FileError("write", path, code: $0.rawValue) } ?? error
    }
  }

  /// Suffix, before six random characters, of the temporary file of a write without `isSynced`.
  static let leftoverMark = ".unfinished-"

  /// Removes temporary files that killed programs left next to a file written without `isSynced`:
  /// regular files with the temporary name that were not modified for a minute.
  public static func removeLeftovers(beside path: String) {
    let target = resolved(path)
    let directory = FilePath(target.parentPath)
    let prefix = temporaryPrefix(of: target, mark: leftoverMark).lastPathComponent
    for name in (try? Posix.names(in: directory.isEmpty ? "." : directory.string)) ?? []
    where name.hasPrefix(prefix) && name.count == prefix.count + 6 {
      let file = directory.appending(name).string
      guard let status = try? Stat(file.pathCString, followTargetSymlink: true) else { continue }
      let isOld = Int(status.st_mtim.tv_sec) < Posix.now - 60
      if isOld && status.type == .regular { try? Posix.remove(file) }
    }
  }
}
