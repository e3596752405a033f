// SPDX-License-Identifier: MIT

/// 0..<count in pieces for threads to share: each is worth a thread’s while, and all but the last are
/// whole vectors of eight.
func pieces(of count: Int) -> [Range<Int>] {
  let length = 1 << 14
  return stride(from: 0, to: count, by: length).map { $0..<min(count, $0 + length) }
}
