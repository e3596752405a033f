// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Conversion from linear sRGB to Ruderman's lαβ: decorrelated axes of logarithmic cone responses.
///
///     (L, M, S) = log₁₀ max(A · (R, G, B), 1/1024)
///     l = (L + M + S) / √3,  α = (L + M − 2 S) / √6,  β = (L − M) / √2
///
/// Ruderman, Cronin & Chiao 1998. A is the matrix of Reinhard, Ashikhmin, Gooch & Shirley 2001,
/// whose color transfer is AdaIN in this space. The lower bound keeps black finite; black is
/// converted back to level 3 of 255.
enum Ruderman {
  /// Lower bound of cone responses.
  static let floor = 1.0 / 1024
  /// The columns of A: the responses of L, M, S to linear R, G and B.
  static let columns: [SIMD3<Double>] = [
    SIMD3(0.3811, 0.1967, 0.0241), SIMD3(0.5783, 0.7244, 0.1288), SIMD3(0.0402, 0.0782, 0.8444),
  ]
  /// The rows of A⁻¹, from (L, M, S) to linear R, G, B.
  static let rows = Matrix3(columns: columns).inverse

  /// Returns l, α, β of linear R, G, B.
  static func lab(_ r: Double, _ g: Double, _ b: Double) -> SIMD3<Float> {
    let cones = r * columns[0] + g * columns[1] + b * columns[2]
    let l = log10(max(floor, cones.x))
    let m = log10(max(floor, cones.y))
    let s = log10(max(floor, cones.z))
    return SIMD3<Float>(
      SIMD3(
        (l + m + s) / 3.0.squareRoot(), (l + m - 2 * s) / 6.0.squareRoot(),
        (l - m) / 2.0.squareRoot()))
  }
}

/// Conversion from lαβ to linear sRGB for eight pixels at a time, the inverse of `Ruderman`.
///
///     log L = l/√3 + α/√6 + β/√2,  log M = l/√3 + α/√6 − β/√2,  log S = l/√3 − 2 α/√6
///     (R, G, B) = A⁻¹ (L, M, S)
struct RudermanInverse {
  private let matrix = ResponsesToRGB(rows: Ruderman.rows)

  /// log₂ 10; `exp2` is faster than powers of ten.
  private static var octaves: Float { 3.321_928_1 }

  /// Returns linear R, G, B of eight l, α, β.
  @inline(__always)
  func linear(_ lab: ColorVectors) -> ColorVectors {
    let mean = lab.0 * (Self.octaves / Float(3).squareRoot())
    let yellow = lab.1 * (Self.octaves / Float(6).squareRoot())
    let rest = lab.2 * (Self.octaves / Float(2).squareRoot())
    let l = Self.power(mean + yellow + rest)
    let m = Self.power(mean + yellow - rest)
    let s = Self.power(mean - 2 * yellow)
    return matrix.linear(l, m, s)
  }

  @inline(__always)
  private static func power(_ exponent: SIMD8<Float>) -> SIMD8<Float> {
    var result = SIMD8<Float>.zero
    for lane in 0..<8 { result[lane] = exp2(exponent[lane]) }
    return result
  }
}
