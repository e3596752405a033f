// SPDX-License-Identifier: MIT

import SystemPackage

/// Regular file opened for reading.
///
/// Named pipes, devices and directories are refused, because their length is unknown before they are
/// read. Standard input and other open descriptors may be pipes (`StreamInput`). All members throw
/// `FileError`.
public struct RegularFile: ~Copyable {
  /// The size in bytes when the file was opened.
  public let size: Int

  private let path: String
  private let descriptor: FileDescriptor

  /// Opens a file.
  /// - Throws: `FileError` if it cannot be opened, is not a regular file or exceeds `limit` bytes.
  public init(_ path: String, limit: Int = .max) throws(FileError) {
    self.path = path
    (descriptor, size) = try FileError.wrapping("read", path) {
      let file = try Self.open(path)
      do { return (file, try Self.checkedSize(of: file, path, limit)) } catch {
        try? file.close()
        throw error
      }
    }
  }

  deinit { try? descriptor.close() }

  private static func open(_ path: String) throws -> FileDescriptor {
    if let number = StreamInput.descriptor(path) { return try StreamInput.open(number) }
    // Without nonBlocking, opening a named pipe would wait for a writer.
    return try FileDescriptor.open(
      path.pathCString, .readOnly, options: [.closeOnExec, .nonBlocking])
  }

  private static func checkedSize(
    of file: FileDescriptor, _ path: String, _ limit: Int
  ) throws -> Int {
    let status = try Stat(file)
    guard status.type == .regular else {
      let isDirectory = status.type == .directory
      throw FileError(
        "read", path, reason: isDirectory ? "it is a folder" : "it is not a regular file")
    }
    guard status.size <= limit else {
      throw FileError(
        "read", path, reason: "\(status.size) bytes are more than the \(limit) allowed")
    }
    return Int(status.size)
  }

  /// Returns the next `count` bytes; fewer only at the end of the file.
  public func next(_ count: Int) throws(FileError) -> [UInt8] {
    try bytes(count) { buffer, _ in try descriptor.read(into: buffer) }
  }

  /// Returns `count` bytes from an offset, fewer only at the end of the file. Does not move the
  /// position of `next`.
  public func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    try bytes(count) { buffer, done in
      try descriptor.read(fromAbsoluteOffset: Int64(offset + done), into: buffer)
    }
  }

  /// Calls `read` with the unfilled rest of the buffer until `count` bytes have arrived or it
  /// returns 0.
  private func bytes(
    _ count: Int, _ read: (_ rest: UnsafeMutableRawBufferPointer, _ done: Int) throws -> Int
  ) throws(FileError) -> [UInt8] {
    try FileError.wrapping("read", path) {
      try [UInt8](unsafeUninitializedCapacity: count) { storage, done in
        let buffer = UnsafeMutableRawBufferPointer(storage)
        while done < count {
          let read = try read(UnsafeMutableRawBufferPointer(rebasing: buffer[done..<count]), done)
          if read == 0 { break }
          done += read
        }
      }
    }
  }
}
