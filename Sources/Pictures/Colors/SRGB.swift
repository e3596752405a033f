// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The sRGB transfer curve (IEC 61966-2-1:1999) as formulas and exact tables.
enum SRGB {
  /// Returns the linear value 0…1 of an encoded value 0…1.
  static func linear(_ encoded: Double) -> Double {
    encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
  }

  /// Returns the encoded value 0…1 of a linear value 0…1.
  static func encoded(_ linear: Double) -> Double {
    linear <= 0.0031308 ? linear * 12.92 : 1.055 * pow(linear, 1 / 2.4) - 0.055
  }

  /// The linear value of each of the 256 levels.
  static let levels: [Double] = (0...255).map { linear(Double($0) / 255) }

  /// Entry k is the smallest Float whose encoded value is nearer to level k + 1 than to level k.
  /// The last is infinite, because there is no level 256.
  static let thresholds: [Float] =
    (0..<255).map { k in
      let exact = linear((Double(k) + 0.5) / 255)
      let near = Float(exact)
      return Double(near) < exact ? near.nextUp : near
    } + [.infinity]

  /// Number of bins of `candidates` in 0…1. Thresholds are at least 1 / (12.92 · 255) = 1.24 bins
  /// apart, so that no bin contains two.
  static let bins = 4096

  /// Entry i is the level at the lower edge, (i − ½) / bins, of the bin around i / bins.
  static let candidates: [UInt8] = (0...bins).map { i in
    let edge = (Float(i) - 0.5) / Float(bins)
    return UInt8(thresholds.prefix { $0 <= edge }.count)
  }
}

/// Exact conversion of linear values to the nearest 8-bit sRGB level: a table lookup for the
/// candidate, and one comparison between it and the next level.
struct LevelTable {
  private let candidates: UnsafeBufferPointer<UInt8>
  private let thresholds: UnsafeBufferPointer<Float>

  /// Returns the result of `body`, which must not store the table.
  static func with<Result>(_ body: (LevelTable) -> Result) -> Result {
    SRGB.candidates.withUnsafeBufferPointer { candidates in
      SRGB.thresholds.withUnsafeBufferPointer { thresholds in
        body(LevelTable(candidates: candidates, thresholds: thresholds))
      }
    }
  }

  /// Returns the level of a value. - Precondition: it is in 0…1.
  @inline(__always)
  func level(_ linear: Float) -> UInt32 {
    level(linear, bin: Rounding.integer(linear * Float(SRGB.bins)))
  }

  /// Returns the levels of eight values. - Precondition: they are in 0…1.
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

/// Conversion of Float to integer without the checks that prevent vectorization.
enum Rounding {
  /// 2²³. At this magnitude the last bit of a Float is 1, so that an addition rounds to an integer.
  private static var unit: Float { 8_388_608 }

  /// Returns the nearest integer, ties to even. - Precondition: 0 ≤ value < 2²².
  @inline(__always)
  static func integer(_ value: Float) -> UInt32 { (value + unit).bitPattern & 0x3F_FFFF }

  /// Returns the nearest integers, ties to even. - Precondition: 0 ≤ values < 2²².
  @inline(__always)
  static func integers(_ values: SIMD8<Float>) -> SIMD8<UInt32> {
    unsafeBitCast(values + unit, to: SIMD8<UInt32>.self) & 0x3F_FFFF
  }
}
