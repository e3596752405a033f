// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ruderman's lαβ of linear sRGB: decorrelated axes of the logarithms of cone responses.
///
///     (L, M, S) = A · (R, G, B), at least 1/1024 each;  decimal logarithms of them
///     l = (L + M + S) / √3,  α = (L + M − 2 S) / √6,  β = (L − M) / √2
///
/// Ruderman, Cronin & Chiao 1998; A is that of Reinhard, Ashikhmin, Gooch & Shirley 2001, whose color
/// transfer is AdaIN in this space. The floor keeps black finite; it comes back as level 3 of 255.
enum Ruderman {
  /// The smallest cone response.
  static let floor = 1.0 / 1024
  /// The columns of A: what linear R, G and B add to L, M and S.
  static let columns: [SIMD3<Double>] = [
    SIMD3(0.3811, 0.1967, 0.0241), SIMD3(0.5783, 0.7244, 0.1288), SIMD3(0.0402, 0.0782, 0.8444),
  ]
  /// The rows of A⁻¹: R, G, B each as a product with (L, M, S).
  static let rows = Matrix3(columns: columns).inverse

  /// l, α, β of linear R, G, B.
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
