// SPDX-License-Identifier: MIT

/// From L*a*b* to linear sRGB, eight pixels at a time and without a root: the inverse of `CIELab`.
///
///     y = (L* + 16) / 116,  x = y + a* / 500,  z = y − b* / 200
///     X/Xn = x³ for x > δ, else 3 δ² (x − 4/29), and so on;  (R, G, B) = M⁻¹ (X/Xn, Y/Yn, Z/Zn)
struct LabInverse {
  private let primaries = Primaries(rows: CIELab.rows)

  /// Linear R, G, B of eight L*, a*, b*.
  @inline(__always)
  func linear(_ lab: Triple) -> Triple {
    let f = (lab.0 + 16) * (1 / 116)
    let y = Self.ratio(f)
    let x = Self.ratio(f + lab.1 * (1 / 500))
    let z = Self.ratio(f - lab.2 * (1 / 200))
    return primaries.linear(x, y, z)
  }

  @inline(__always)
  private static func ratio(_ f: SIMD8<Float>) -> SIMD8<Float> {
    let delta: Float = 6.0 / 29
    let line = (f - 4.0 / 29) * (3 * delta * delta)
    return line.replacing(with: f * f * f, where: f .> delta)
  }
}
