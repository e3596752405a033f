// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whole files in and out of memory.
public enum FileBytes {
  /// The bytes of a regular file.
  ///
  /// A device, a pipe or a folder is refused, because its length is not known before it is read.
  /// - Throws: `FileError` when it cannot be opened, is not a regular file, or is over `limit` bytes.
  public static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FileError("read", path) }
    defer { close(file) }
    let size = try regularSize(of: file, path)
    guard size <= limit else {
      throw FileError("read", path, reason: "\(size) bytes are more than the \(limit) allowed")
    }
    return try bytes(of: file, size, path)
  }

  private static func regularSize(of file: Int32, _ path: String) throws(FileError) -> Int {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileError("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw FileError("read", path, reason: isFolder ? "it is a folder" : "it is not a file")
    }
    return Int(status.st_size)
  }

  private static func bytes(
    of file: Int32, _ size: Int, _ path: String
  ) throws(FileError) -> [UInt8] {
    var code: Int32 = 0
    let result = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let got = Glibc.read(file, buffer.baseAddress?.advanced(by: filled), size - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { code = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    guard code == 0 else { throw FileError("read", path, code: code) }
    return result
  }

  /// Writes a file so that it is there whole or not at all.
  ///
  /// The bytes go to a new file beside it, which then takes its name; when anything fails the old
  /// file is untouched and nothing is left beside it. A device such as /dev/stdout is written to
  /// directly, and a symbolic link keeps pointing at the file it names.
  ///
  /// `isSynced` waits until the disk has the bytes, so that they outlive a loss of power. A file that
  /// is written at every key does without: a killed program loses nothing by it.
  /// - Throws: `FileError` with the system's reason.
  public static func write(
    _ bytes: [UInt8], to path: String, isSynced: Bool = true
  ) throws(FileError) {
    let target = resolved(path)
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists && status.st_mode & S_IFMT == S_IFDIR {
      throw FileError("write", path, code: EISDIR)
    }
    if exists && status.st_mode & S_IFMT != S_IFREG {
      return try writeThrough(bytes, to: target, as: path)
    }
    if exists && access(target, W_OK) != 0 { throw FileError("write", path) }
    let mode = exists ? status.st_mode & 0o7777 : nil
    try replace(target, with: bytes, mode: mode, isSynced, as: path)
  }

  private static func replace(
    _ target: String, with bytes: [UInt8], mode: mode_t?, _ isSynced: Bool, as path: String
  ) throws(FileError) {
    let (file, name) = create(beside: target + (isSynced ? "." : leftoverMark), mode ?? 0o666)
    guard file >= 0 else { throw FileError("write", path) }
    let done =
      mode.map { fchmod(file, $0) == 0 } ?? true && writeAll(bytes, to: file)
      && (!isSynced || fsync(file) == 0)
    let code = errno
    close(file)
    guard done, rename(name, target) == 0 else {
      let reason = done ? errno : code
      unlink(name)
      throw FileError("write", path, code: reason)
    }
  }

  /// A new file of six letters more than a path. The system takes the user's mask off the mode: to ask
  /// for the mask means to change it, which other threads' files would feel.
  private static func create(beside start: String, _ mode: mode_t) -> (file: Int32, name: String) {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    for _ in 0..<100 {
      let name = start + String((0..<6).compactMap { _ in letters.randomElement() })
      let file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if file >= 0 || errno != EEXIST { return (file, name) }
    }
    return (-1, start)
  }

  private static func writeThrough(
    _ bytes: [UInt8], to target: String, as path: String
  ) throws(FileError) {
    let file = open(target, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError("write", path) }
    defer { close(file) }
    guard writeAll(bytes, to: file) else { throw FileError("write", path) }
  }

  /// Writes every byte to a descriptor; false with `errno` set when that fails.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = Glibc.write(file, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return false }
        sent += count
      }
      return true
    }
  }

  /// The file that a path names once all links are followed, also where there is none yet.
  static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    guard errno == ENOENT, let target = destination(of: path) else { return path }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return resolved(target.hasPrefix("/") ? target : folder + target)
  }

  /// What a symbolic link says; nil for anything else.
  private static func destination(of link: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
