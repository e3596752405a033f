// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// POSIX calls that swift-system does not provide. Paths are passed as bytes (`pathCString`).
enum Posix {
  /// Waits until the disk has stored the contents of a file (`fsync`).
  static func synchronize(_ file: FileDescriptor) throws(Errno) {
    try check(fsync(file.rawValue))
  }

  /// Sets the permissions of an open file, ignoring the process's mask (`fchmod`).
  static func setPermissions(_ permissions: FilePermissions, of file: FileDescriptor)
    throws(Errno)
  {
    try check(fchmod(file.rawValue, permissions.rawValue))
  }

  /// Moves a file to a path, replacing an existing file atomically (`rename`).
  static func move(_ path: String, to target: String) throws(Errno) {
    try check(rename(path.pathCString, target.pathCString))
  }

  /// Throws the reason if this process may not write to an existing file (`access`).
  static func checkWritable(_ path: String) throws(Errno) {
    try check(access(path.pathCString, W_OK))
  }

  /// Throws the reason if this process may not create files in a directory (`access`).
  static func checkWritable(directory: String) throws(Errno) {
    try check(access(directory.pathCString, W_OK | X_OK))
  }

  /// Throws the reason if this process may not read an existing file (`access`).
  static func checkReadable(_ path: String) throws(Errno) {
    try check(access(path.pathCString, R_OK))
  }

  /// Removes a file (`unlink`).
  static func remove(_ path: String) throws(Errno) { try check(unlink(path.pathCString)) }

  /// Creates a directory (`mkdir`); does nothing if it exists.
  static func makeDirectory(_ path: String, _ permissions: CInterop.Mode) throws(Errno) {
    do { try check(mkdir(path.pathCString, permissions)) } catch .fileExists {}
  }

  /// The absolute path of the working directory (`getcwd`).
  static func workingDirectory() throws(Errno) -> String {
    guard let path = getcwd(nil, 0) else { throw Errno(rawValue: errno) }
    defer { free(path) }
    return String(pathCString: path)
  }

  /// The absolute path of an existing file with all symbolic links resolved (`realpath`).
  static func realPath(_ path: String) throws(Errno) -> String {
    guard let real = realpath(path.pathCString, nil) else { throw Errno(rawValue: errno) }
    defer { free(real) }
    return String(pathCString: real)
  }

  /// The target stored in a symbolic link (`readlink`); nil for anything else.
  static func destination(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path.pathCString, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(pathBytes: buffer[..<count].map(UInt8.init(bitPattern:)))
  }

  /// The names of all entries of a directory, also . and .. (`readdir`).
  static func names(in directory: String) throws(Errno) -> [String] {
    guard let stream = opendir(directory.pathCString) else { throw Errno(rawValue: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(pathCString: $0) }
      }
      names.append(name)
    }
    return names
  }

  /// Creates a file in a directory and removes its name (`mkstemp`, `fcntl`, `unlink`).
  static func unnamedTemporaryFile(in directory: String) throws(Errno) -> FileDescriptor {
    var name = (directory + "/normscope-XXXXXX").pathCString
    let file = mkstemp(&name)
    guard file >= 0 else { throw Errno(rawValue: errno) }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(name)
    return FileDescriptor(rawValue: file)
  }

  /// Waits until a descriptor has input or an end (`poll`).
  static func waitForInput(_ file: FileDescriptor) {
    var request = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
    poll(&request, 1, -1)
  }

  /// Whether a descriptor is open (`fcntl`).
  static func isOpen(_ file: FileDescriptor) -> Bool { fcntl(file.rawValue, F_GETFD) != -1 }

  /// Makes writes to a pipe without readers fail with EPIPE instead of ending the process
  /// (`signal`).
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Seconds since 1970 (`time`).
  static var now: Int { time(nil) }

  private static func check(_ result: Int32) throws(Errno) {
    if result != 0 { throw Errno(rawValue: errno) }
  }
}
