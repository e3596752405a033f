// SPDX-License-Identifier: MIT

/// Memory for floats that starts at a multiple of 4096 bytes; what is in it at first is not said.
final class AlignedFloats {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(_ count: Int) {
    self.count = count
    let bytes = max(1, count) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
    start = raw.bindMemory(to: Float.self, capacity: max(1, count))
  }

  /// The values copied, and zeros behind them.
  convenience init(_ values: [Float], count: Int) {
    self.init(count)
    start.update(repeating: 0, count: count)
    for (i, value) in values.enumerated() { start[i] = value }
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
