// SPDX-License-Identifier: MIT

import CZlib

/// Decompression of raw deflate streams and CRC-32, using zlib.
enum Inflate {
  /// Maximum compression ratio of deflate (zlib, technical details).
  private static let maximumRatio: UInt64 = 1032

  /// Decompresses a stream to exactly `size` bytes.
  ///
  /// - Throws: `WeightError`. A size that the stream cannot have is rejected before allocation.
  static func bytes(_ compressed: ArraySlice<UInt8>, size: UInt64) throws(WeightError) -> [UInt8] {
    let limit = maximumRatio * UInt64(compressed.count) + 64
    guard size <= limit else {
      throw .tooLarge(
        byte: compressed.startIndex, what: "the uncompressed size", size: size, limit: limit)
    }
    // One extra byte distinguishes a stream that continues from one that ends.
    var result = [UInt8](repeating: 0, count: Int(size) + 1)
    guard case (let count, true) = decompress(compressed, into: &result), count == size else {
      throw .expected(
        byte: compressed.startIndex, "a deflate stream of \(size) bytes",
        found: "a damaged stream or a different size")
    }
    result.removeLast()
    return result
  }

  /// Returns the first bytes of a stream, at most `count`; fewer if it ends or is damaged.
  static func prefix(of compressed: ArraySlice<UInt8>, count: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: count)
    let written = decompress(compressed, into: &result).count
    return Array(result.prefix(Int(written)))
  }

  /// Returns the number of decompressed bytes, and whether the stream is complete: neither damaged
  /// nor longer than the result.
  private static func decompress(
    _ compressed: ArraySlice<UInt8>, into result: inout [UInt8]
  ) -> (count: UInt64, isComplete: Bool) {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return (0, false) }
    defer { inflateEnd(&stream) }
    return compressed.withUnsafeBufferPointer { input in
      result.withUnsafeMutableBufferPointer { output in
        run(&stream, input, output)
      }
    }
  }

  /// Calls zlib for at most 1 GB at a time, because it counts in 32 bits.
  private static func run(
    _ stream: inout z_stream, _ input: UnsafeBufferPointer<UInt8>,
    _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> (count: UInt64, isComplete: Bool) {
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
      if code == Z_STREAM_END { return (UInt64(written), true) }
      guard code == Z_OK, moved != (0, 0) else { return (UInt64(written), false) }
    }
  }

  /// Returns the CRC-32 of `bytes`.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
