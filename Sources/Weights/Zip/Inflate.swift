// SPDX-License-Identifier: MIT

import CZlib

/// Raw deflate streams and checksums, by zlib.
enum Inflate {
  /// No stream of deflate can become longer than this many times itself (zlib's technical notes).
  private static let mostGrowth: UInt64 = 1032

  /// The bytes of a stream that must become exactly `size` long.
  ///
  /// - Throws: before anything is allocated when no such stream could be that long.
  static func bytes(_ packed: ArraySlice<UInt8>, size: UInt64) throws(WeightError) -> [UInt8] {
    let most = mostGrowth * UInt64(packed.count) + 64
    guard size <= most else {
      throw .tooLarge(
        byte: packed.startIndex, what: "an unpacked entry", size: size, most: most)
    }
    // One byte more, so that a stream that goes on is told from one that ends.
    var result = [UInt8](repeating: 0, count: Int(size) + 1)
    guard let count = unpack(packed, into: &result), count == size else {
      throw .expected(
        byte: packed.startIndex, "a deflate stream of \(size) bytes", found: "another")
    }
    result.removeLast()
    return result
  }

  /// Unpacks a whole stream; nil when it is not one, or does not fit.
  private static func unpack(_ packed: ArraySlice<UInt8>, into result: inout [UInt8]) -> UInt64? {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    return packed.withUnsafeBufferPointer { input in
      result.withUnsafeMutableBufferPointer { output in
        run(&stream, input, output)
      }
    }
  }

  /// zlib counts in 32 bits: at most 1 GB goes in or out at a time.
  private static func run(
    _ stream: inout z_stream, _ input: UnsafeBufferPointer<UInt8>,
    _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> UInt64? {
    let step = 1 << 30
    var (read, written) = (0, 0)
    while true {
      let (given, room) = (min(step, input.count - read), min(step, output.count - written))
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.advanced(by: read))
      stream.avail_in = UInt32(given)
      stream.next_out = output.baseAddress?.advanced(by: written)
      stream.avail_out = UInt32(room)
      let code = inflate(&stream, Z_NO_FLUSH)
      let moved = (given - Int(stream.avail_in), room - Int(stream.avail_out))
      (read, written) = (read + moved.0, written + moved.1)
      if code == Z_STREAM_END { return UInt64(written) }
      guard code == Z_OK, moved != (0, 0) else { return nil }
    }
  }

  /// CRC-32 of some bytes.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
