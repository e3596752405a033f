// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// From lαβ to linear sRGB, eight pixels at a time: the inverse of `Ruderman`.
///
///     log L = l/√3 + α/√6 + β/√2,  log M = l/√3 + α/√6 − β/√2,  log S = l/√3 − 2 α/√6
///     (R, G, B) = A⁻¹ (L, M, S)
struct RudermanInverse {
  private let primaries = Primaries(rows: Ruderman.rows)

  /// log₂ 10: powers of two are the quick ones.
  private static var octaves: Float { 3.321_928_1 }

  /// Linear R, G, B of eight l, α, β.
  @inline(__always)
  func linear(_ lab: Triple) -> Triple {
    let mean = lab.0 * (Self.octaves / Float(3).squareRoot())
    let yellow = lab.1 * (Self.octaves / Float(6).squareRoot())
    let rest = lab.2 * (Self.octaves / Float(2).squareRoot())
    let l = Self.power(mean + yellow + rest)
    let m = Self.power(mean + yellow - rest)
    let s = Self.power(mean - 2 * yellow)
    return primaries.linear(l, m, s)
  }

  @inline(__always)
  private static func power(_ exponent: SIMD8<Float>) -> SIMD8<Float> {
    var result = SIMD8<Float>.zero
    for lane in 0..<8 { result[lane] = exp2(exponent[lane]) }
    return result
  }
}
