// SPDX-License-Identifier: MIT

import SystemPackage

/// Reads and writes entire files.
///
/// Paths are passed to the system unchanged, as bytes (`String.pathBytes`): `FilePath` would drop a
/// trailing slash, and `file/` must stay an error.
public enum FileContents {
  /// Returns the contents of a regular file.
  /// - Throws: `FileError` if it cannot be opened, is not a regular file or exceeds `limit` bytes.
  public static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = try RegularFile(path, limit: limit)
    return try file.next(file.size)
  }

  /// Writes a file atomically: readers see either the old or the new contents.
  ///
  /// The bytes go to a temporary file in the same directory, which is then renamed. If anything
  /// fails, the old file is unchanged and the temporary file is removed. A device or pipe is
  /// written to directly, and - and /dev/stdout stand for standard output; a symbolic link remains
  /// and its target is replaced.
  /// - Parameter isSynced: waits until the disk has stored the bytes, so that they survive a power
  ///   failure. Files written at every key press do without; a rename alone survives a crash of the
  ///   program.
  /// - Throws: `FileError` with the system's reason.
  public static func write(
    _ bytes: [UInt8], to path: String, isSynced: Bool = true
  ) throws(FileError) {
    if StandardStreams.isOutput(path) { return try StandardStreams.writeOutput(bytes) }
    try FileError.wrapping("write", path) {
      let target = resolved(path)
      let status = try? Stat(target.pathCString)
      switch status?.type {
      case .directory?: throw Errno.isDirectory
      case .regular?, nil:
        if status != nil { try Posix.checkWritable(target) }
        try replace(target, with: bytes, status?.permissions, isSynced)
      default: try writeThrough(bytes, to: target)
      }
    }
  }

  /// - Parameter permissions: those of the replaced file; nil for a new file.
  private static func replace(
    _ target: String, with bytes: [UInt8], _ permissions: FilePermissions?, _ isSynced: Bool
  ) throws {
    let (file, name) = try makeTemporary(
      temporaryPrefix(of: target, mark: isSynced ? "." : leftoverMark),
      permissions ?? .init(rawValue: 0o666))
    do {
      try file.closeAfter {
        if let permissions { try Posix.setPermissions(permissions, of: file) }
        try file.writeAll(bytes)
        if isSynced { try Posix.synchronize(file) }
      }
      try Posix.move(name, to: target)
    } catch {
      try? Posix.remove(name)
      throw error
    }
  }

  /// The path of a temporary file without its six random characters: `target` and `mark`. The name
  /// of the target is truncated where that of the temporary file would exceed 255 bytes.
  static func temporaryPrefix(of target: String, mark: String) -> String {
    let length = target.lastPathComponent.pathBytes.count + mark.utf8.count + 6
    return String(pathBytes: target.pathBytes.dropLast(max(0, length - 255))) + mark
  }

  /// Creates a file named `prefix` plus six random characters.
  ///
  /// The system removes the bits of the process's mask from the permissions. Reading the mask would
  /// mean changing it, which affects files that other threads create.
  private static func makeTemporary(
    _ prefix: String, _ permissions: FilePermissions
  ) throws -> (file: FileDescriptor, name: String) {
    let characters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    for _ in 0..<100 {
      let name = prefix + String((0..<6).compactMap { _ in characters.randomElement() })
      if let file = try create(name, permissions) { return (file, name) }
    }
    throw Errno.fileExists
  }

  /// Creates and opens a file for writing; returns nil if the path exists.
  static func create(
    _ path: String, _ permissions: FilePermissions
  ) throws -> FileDescriptor? {
    do {
      return try FileDescriptor.open(
        path.pathCString, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: permissions)
    } catch Errno.fileExists {
      return nil
    }
  }

  private static func writeThrough(_ bytes: [UInt8], to target: String) throws {
    let file = try FileDescriptor.open(
      target.pathCString, .writeOnly, options: .closeOnExec)
    _ = try file.closeAfter { try file.writeAll(bytes) }
  }

  /// Removes a file. - Throws: `FileError` with the system's reason.
  public static func remove(_ path: String) throws(FileError) {
    try FileError.wrapping("remove", path) { try Posix.remove(path) }
  }

  /// Whether this process may read an existing file.
  public static func isReadable(_ path: String) -> Bool {
    (try? Posix.checkReadable(path)) != nil
  }

  /// The path of the file that a path leads to once all symbolic links are followed, including
  /// links to a file that does not exist yet.
  public static func resolved(_ path: String) -> String {
    do throws(Errno) {
      return try Posix.realPath(path)
    } catch {
      guard error == .noSuchFileOrDirectory, let target = Posix.destination(ofLink: path) else {
        return path
      }
      return resolved(FilePath(path).removingLastComponent().pushing(FilePath(target)).string)
    }
  }
}
