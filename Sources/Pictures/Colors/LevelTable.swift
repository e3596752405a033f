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

/// Float to integer without the checks that keep a loop from being vectorised.
enum Rounding {
  /// 2²³: at this magnitude a Float’s last bit is worth 1, so an addition rounds to an integer.
  private static var unit: Float { 8_388_608 }

  /// The nearest integer, ties to even. - Precondition: 0 ≤ value < 2²².
  @inline(__always)
  static func integer(_ value: Float) -> UInt32 { (value + unit).bitPattern & 0x3F_FFFF }

  /// The nearest integers, ties to even. - Precondition: 0 ≤ values < 2²².
  @inline(__always)
  static func integers(_ values: SIMD8<Float>) -> SIMD8<UInt32> {
    unsafeBitCast(values + unit, to: SIMD8<UInt32>.self) & 0x3F_FFFF
  }
}
