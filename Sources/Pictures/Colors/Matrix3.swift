// SPDX-License-Identifier: MIT

/// A 3×3 matrix by its columns, for changes of primaries.
struct Matrix3 {
  /// Three columns.
  let columns: [SIMD3<Double>]

  /// The rows of the inverse. - Precondition: the columns are independent.
  var inverse: [SIMD3<Double>] {
    let (a, b, c) = (columns[0], columns[1], columns[2])
    let volume = (a * Self.cross(b, c)).sum()
    return [Self.cross(b, c) / volume, Self.cross(c, a) / volume, Self.cross(a, b) / volume]
  }

  private static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
  }
}
