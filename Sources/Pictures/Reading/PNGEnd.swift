// SPDX-License-Identifier: MIT

/// Finds the last chunk (IEND) of a PNG, fed in pieces, by stepping over the others by their length
/// (PNG specification, 5.3).
struct PNGEnd {
  /// Whether IEND was seen.
  private(set) var isFound = false

  /// Bytes to step over: first the signature, then each chunk’s data and its 4-byte check.
  private var left = 8
  /// Length and type of the next chunk, as far as they have come.
  private var header: [UInt8] = []

  /// Goes on with the next bytes of the file.
  mutating func feed(_ bytes: [UInt8]) {
    var i = 0
    while i < bytes.count && !isFound {
      if left > 0 {
        let step = min(left, bytes.count - i)
        (left, i) = (left - step, i + step)
      } else {
        header.append(bytes[i])
        i += 1
        if header.count == 8 { startChunk() }
      }
    }
  }

  private mutating func startChunk() {
    isFound = header[4...].elementsEqual("IEND".utf8)
    left = header[..<4].reduce(0) { $0 << 8 | Int($1) } + 4
    header = []
  }
}
