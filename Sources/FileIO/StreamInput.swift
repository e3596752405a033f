// SPDX-License-Identifier: MIT

import Synchronization
import SystemPackage

/// Standard input and other open descriptors as files: `-`, /dev/stdin and /dev/fd/N, which a shell
/// passes for `<(command)`.
///
/// A pipe can be read once, but files are opened several times: for their type, size and contents.
/// The first opening copies a pipe to an unnamed temporary file.
enum StreamInput {
  /// Copies of pipes, by descriptor number. They stay open until the process ends.
  private static let copies = Mutex<[Int32: FileDescriptor]>([:])
  /// Largest number of bytes that is copied.
  private static let limit = 1 << 32

  /// Returns the descriptor number that a path stands for; nil for other paths.
  static func descriptor(_ path: String) -> Int32? {
    switch path {
    case "-", "/dev/stdin": 0
    default:
      ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix).flatMap {
        Int32(path.dropFirst($0.count))
      }
    }
  }

  /// Opens the contents of a descriptor, from the start, with a position of their own.
  static func open(_ number: Int32) throws -> FileDescriptor {
    let stream = FileDescriptor(rawValue: number)
    let source = try Stat(stream).type == .regular ? stream : copy(of: stream)
    return try FileDescriptor.open(
      "/proc/self/fd/\(source.rawValue)", .readOnly, options: .closeOnExec)
  }

  private static func copy(of stream: FileDescriptor) throws -> FileDescriptor {
    try copies.withLock { copies in
      if let copy = copies[stream.rawValue] { return copy }
      let copy = try Posix.unnamedTemporaryFile(in: Folder.temporary)
      do { try transfer(from: stream, to: copy) } catch {
        try? copy.close()
        throw error
      }
      copies[stream.rawValue] = copy
      return copy
    }
  }

  private static func transfer(from stream: FileDescriptor, to file: FileDescriptor) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while true {
      let count = try buffer.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { return }
      total += count
      guard total <= limit else { throw Errno.fileTooLarge }
      try file.writeAll(buffer[..<count])
    }
  }
}
