// SPDX-License-Identifier: MIT

import FileIO
import Normalization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A regular file read in pieces, so that its bytes are never all in memory.
struct PictureStream: ~Copyable {
  /// Bytes a piece.
  static let pieceLength = 65_536
  /// Larger files are refused: some decoders keep the whole file in memory.
  static let byteLimit = 1 << 30

  private let path: String
  private let file: Int32

  /// Opens a file. A pipe, a device or a folder is refused.
  init(_ path: String) throws(PictureError) {
    self.path = path
    // Without O_NONBLOCK, opening a pipe would wait for its other end.
    file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .file(FileError("read", path)) }
    do {
      try Self.check(file, path)
    } catch {
      close(file)
      throw error
    }
  }

  deinit { close(file) }

  private static func check(_ file: Int32, _ path: String) throws(PictureError) {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .file(FileError("read", path)) }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      throw refusal(path, kind == S_IFDIR ? "it is a folder" : "it is not a regular file")
    }
    guard status.st_size <= byteLimit else {
      throw refusal(path, "\(status.st_size) bytes are more than the \(byteLimit) allowed")
    }
  }

  private static func refusal(_ path: String, _ reason: String) -> PictureError {
    .file(FileError("read", path, reason: reason))
  }

  /// The next bytes, at most `pieceLength`; none at the end.
  func next() throws(PictureError) -> [UInt8] {
    try filled(Self.pieceLength) { buffer, done in
      read(file, buffer.baseAddress?.advanced(by: done), buffer.count - done)
    }
  }

  /// The bytes at a place in the file, fewer at its end; `next()` goes on where it was.
  func bytes(at offset: Int, count: Int) throws(PictureError) -> [UInt8] {
    try filled(count) { buffer, done in
      pread(file, buffer.baseAddress?.advanced(by: done), buffer.count - done, offset + done)
    }
  }

  /// As many bytes as `step` gives before it says 0.
  private func filled(
    _ count: Int, _ step: (UnsafeMutableBufferPointer<UInt8>, Int) -> Int
  ) throws(PictureError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { storage, done in
      let buffer = UnsafeMutableBufferPointer(rebasing: storage[..<count])
      while done < count {
        let got = step(buffer, done)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { code = errno }
        if got <= 0 { break }
        done += got
      }
    }
    guard code == 0 else { throw .file(FileError("read", path, code: code)) }
    return bytes
  }
}
