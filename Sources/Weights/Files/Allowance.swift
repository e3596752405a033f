// SPDX-License-Identifier: MIT

/// How many bytes may still be made out of a file, so that a small one cannot fill the memory.
///
/// Sixteen times the file's size, at least 64 MB and at most 4 GB, over everything that is unpacked
/// or gathered; weights hardly shrink when they are packed.
struct Allowance {
  private let most: UInt64
  private var left: UInt64

  init(fileSize: Int) {
    most = min(4 << 30, max(64 << 20, 16 * UInt64(fileSize)))
    left = most
  }

  /// Takes bytes off. - Throws: when fewer are left; nothing was allocated yet.
  mutating func take(_ bytes: UInt64, byte: Int, _ what: String) throws(WeightError) {
    guard bytes <= left else {
      throw .tooLarge(byte: byte, what: what, size: bytes, most: most)
    }
    left -= bytes
  }
}
