// SPDX-License-Identifier: MIT

/// From L*a*b* to linear sRGB, eight pixels at a time and without a root: the inverse of `CIELab`.
///
///     y = (L* + 16) / 116,  x = y + a* / 500,  z = y − b* / 200
///     X/Xn = x³ for x > δ, else 3 δ² (x − 4/29), and so on;  (R, G, B) = M⁻¹ (X/Xn, Y/Yn, Z/Zn)
struct LabInverse {
  private let red: SIMD3<Float>
  private let green: SIMD3<Float>
  private let blue: SIMD3<Float>

  init() {
    let rows = CIELab.rows.map { SIMD3<Float>($0) }
    (red, green, blue) = (rows[0], rows[1], rows[2])
  }

  /// Linear R, G, B of eight L*, a*, b*.
  @inline(__always)
  func linear(_ lab: Triple) -> Triple {
    let f = (lab.0 + 16) * (1 / 116)
    let y = Self.ratio(f)
    let x = Self.ratio(f + lab.1 * (1 / 500))
    let z = Self.ratio(f - lab.2 * (1 / 200))
    return (
      red.x * x + red.y * y + red.z * z,
      green.x * x + green.y * y + green.z * z,
      blue.x * x + blue.y * y + blue.z * z
    )
  }

  @inline(__always)
  private static func ratio(_ f: SIMD8<Float>) -> SIMD8<Float> {
    let delta: Float = 6.0 / 29
    let line = (f - 4.0 / 29) * (3 * delta * delta)
    return line.replacing(with: f * f * f, where: f .> delta)
  }
}
