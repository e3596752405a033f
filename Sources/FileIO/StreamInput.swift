// SPDX-License-Identifier: MIT

import Synchronization
import SystemPackage

/// Standard input and other open descriptors as files: `-`, /dev/stdin and /dev/fd/N, which a shell
/// passes for `<(command)`.
///
/// A pipe can be read once, but files are opened several times: for their type, size and contents.
/// The first opening copies a pipe to an unnamed temporary file.
enum StreamInput {
  /// Copies of pipes by descriptor number, or the reason why there is none: what has been read from a
  /// pipe cannot be read again. They stay open until the process ends.
  private static let copies = Mutex<[Int32: Result<FileDescriptor, any Error>]>([:])
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
      let copy = copies[stream.rawValue] ?? Result { try newCopy(of: stream) }
      copies[stream.rawValue] = copy
      return try copy.get()
    }
  }

  private static func newCopy(of stream: FileDescriptor) throws -> FileDescriptor {
    let folder = Folder.temporary
    let copy = try FileError.wrapping("create a temporary file in", folder) {
      try Posix.unnamedTemporaryFile(in: folder)
    }
    do { try transfer(from: stream, to: copy) } catch {
      try? copy.close()
      throw error
    }
    return copy
  }

  private static func transfer(from stream: FileDescriptor, to file: FileDescriptor) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while true {
      let count = try read(stream, into: &buffer)
      if count == 0 { return }
      total += count
      guard total <= limit else { throw Errno.fileTooLarge }
      try file.writeAll(buffer[..<count])
    }
  }

  /// Reads the next bytes; waits for them if the stream does not block.
  private static func read(_ stream: FileDescriptor, into buffer: inout [UInt8]) throws -> Int {
    while true {
      do { return try buffer.withUnsafeMutableBytes { try stream.read(into: $0) } } catch {
        guard let code = error as? Errno, code == .resourceTemporarilyUnavailable else {
          throw error
        }
        Posix.waitForInput(stream)
      }
    }
  }
}
