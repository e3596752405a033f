// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension FileBytes {
  /// Writes a new file `stem`-1`ending`, or under the next number that is free: no file is ever
  /// replaced. When anything fails nothing is left.
  /// - Parameters:
  ///   - other: the ending of another file, whose name must be free, too.
  ///   - make: the bytes, for the path that was found.
  /// - Returns: the name inside the folder.
  /// - Throws: `FileError` with the system's reason, or what `make` throws.
  public static func writeNew(
    in folder: String, stem: String, ending: String, beside other: String? = nil,
    make: (_ path: String) throws -> [UInt8]
  ) throws -> String {
    for number in 1...99_999 {
      let name = "\(stem)-\(number)\(ending)"
      let path = (folder.hasSuffix("/") ? folder : folder + "/") + name
      if let other, isTaken(path.dropLast(ending.count) + other) { continue }
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file < 0 && errno == EEXIST { continue }
      guard file >= 0 else { throw FileError("write", path) }
      try fill(file, path) { try make(path) }
      return name
    }
    throw FileError("write", folder + "/" + stem + ending, code: EEXIST)
  }

  private static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Writes to a file that was just made, and takes it away again where that fails.
  private static func fill(_ file: Int32, _ path: String, _ make: () throws -> [UInt8]) throws {
    do {
      let bytes = try make()
      guard writeAll(bytes, to: file), fsync(file) == 0 else { throw FileError("write", path) }
    } catch {
      close(file)
      unlink(path)
      throw error
    }
    close(file)
  }
}
