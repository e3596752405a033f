// SPDX-License-Identifier: MIT

/// The nearest 8-bit sRGB level of linear light, exactly: a table gives the candidate, and one
/// comparison decides between it and the next.
struct LevelTable {
  private let candidates: UnsafeBufferPointer<UInt8>
  private let thresholds: UnsafeBufferPointer<Float>

  /// Runs `body` with the table; the table must not leave it.
  static func with<Result>(_ body: (LevelTable) -> Result) -> Result {
    SRGB.candidates.withUnsafeBufferPointer { candidates in
      SRGB.thresholds.withUnsafeBufferPointer { thresholds in
        body(LevelTable(candidates: candidates, thresholds: thresholds))
      }
    }
  }

  /// The level of one value. - Precondition: it is in 0…1.
  @inline(__always)
  func level(_ linear: Float) -> UInt32 {
    level(linear, bin: Rounding.integer(linear * Float(SRGB.bins)))
  }

  /// The levels of eight values. - Precondition: they are in 0…1.
  @inline(__always)
  func levels(_ linear: SIMD8<Float>) -> SIMD8<UInt32> {
    let bins = Rounding.integers(linear * Float(SRGB.bins))
    var result = SIMD8<UInt32>()
    for lane in 0..<8 { result[lane] = level(linear[lane], bin: bins[lane]) }
    return result
  }

  @inline(__always)
  private func level(_ linear: Float, bin: UInt32) -> UInt32 {
    let candidate = candidates[Int(bin)]
    return UInt32(candidate) + (linear >= thresholds[Int(candidate)] ? 1 : 0)
  }
}
