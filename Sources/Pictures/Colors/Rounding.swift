// SPDX-License-Identifier: MIT

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
