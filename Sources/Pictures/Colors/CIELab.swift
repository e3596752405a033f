// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Conversion from linear sRGB to CIE L*a*b* (CIE 15:2004, 8.2.1), white D65.
///
///     f(t) = ∛t for t > δ³, else t / (3 δ²) + 4/29,  δ = 6/29
///     L* = 116 f(Y/Yn) − 16,  a* = 500 (f(X/Xn) − f(Y/Yn)),  b* = 200 (f(Y/Yn) − f(Z/Zn))
enum CIELab {
  /// ∛t at the limit between the linear part and the cube root.
  static let delta = 6.0 / 29

  /// The columns of the matrix from linear R, G, B to X/Xn, Y/Yn, Z/Zn. Rows sum to 1, so that gray
  /// has a* = b* = 0.
  ///
  /// The primaries are the chromaticities x, y of IEC 61966-2-1, scaled so that their sum is D65,
  /// (Xn, Yn, Zn) = (0.95047, 1, 1.08883).
  static let columns: [SIMD3<Double>] = {
    let primaries = [
      primary(x: 0.64, y: 0.33), primary(x: 0.30, y: 0.60), primary(x: 0.15, y: 0.06),
    ]
    let amounts = Matrix3(columns: primaries).inverse.map { $0.sum() }
    return zip(primaries, amounts).map { $0 * $1 }
  }()

  /// Returns X/Xn, Y/Yn, Z/Zn of a chromaticity with Y = 1.
  private static func primary(x: Double, y: Double) -> SIMD3<Double> {
    SIMD3<Double>(x / y / 0.95047, 1, (1 - x - y) / y / 1.08883)
  }

  /// The rows of the inverse matrix, from (X/Xn, Y/Yn, Z/Zn) to linear R, G, B.
  static let rows: [SIMD3<Double>] = Matrix3(columns: columns).inverse

  /// Returns L*, a*, b* of linear R, G, B.
  static func lab(_ r: Double, _ g: Double, _ b: Double) -> SIMD3<Float> {
    let ratios = r * columns[0] + g * columns[1] + b * columns[2]
    let (x, y, z) = (f(ratios.x), f(ratios.y), f(ratios.z))
    return SIMD3<Float>(SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z)))
  }

  private static func f(_ t: Double) -> Double {
    t > delta * delta * delta ? cbrt(t) : t / (3 * delta * delta) + 4.0 / 29
  }
}

/// Conversion from L*a*b* to linear sRGB for eight pixels at a time, the inverse of `CIELab`.
///
///     y = (L* + 16) / 116,  x = y + a* / 500,  z = y − b* / 200
///     X/Xn = x³ for x > δ, else 3 δ² (x − 4/29), likewise Y and Z
///     (R, G, B) = M⁻¹ (X/Xn, Y/Yn, Z/Zn)
struct CIELabInverse {
  private let matrix = ResponsesToRGB(rows: CIELab.rows)

  /// Returns linear R, G, B of eight L*, a*, b*.
  @inline(__always)
  func linear(_ lab: ColorVectors) -> ColorVectors {
    let f = (lab.0 + 16) * (1 / 116)
    let y = Self.ratio(f)
    let x = Self.ratio(f + lab.1 * (1 / 500))
    let z = Self.ratio(f - lab.2 * (1 / 200))
    return matrix.linear(x, y, z)
  }

  @inline(__always)
  private static func ratio(_ f: SIMD8<Float>) -> SIMD8<Float> {
    let delta: Float = 6.0 / 29
    let linear = (f - 4.0 / 29) * (3 * delta * delta)
    return linear.replacing(with: f * f * f, where: f .> delta)
  }
}
