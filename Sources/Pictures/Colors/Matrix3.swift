// SPDX-License-Identifier: MIT

/// 3×3 matrix of a change of primaries.
struct Matrix3 {
  /// The three columns.
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

/// Matrix from three linear responses (XYZ or LMS) to linear sRGB, for eight pixels at a time.
struct ResponsesToRGB {
  private let red: SIMD3<Float>
  private let green: SIMD3<Float>
  private let blue: SIMD3<Float>

  /// Creates a matrix from its rows.
  init(rows: [SIMD3<Double>]) {
    (red, green, blue) = (SIMD3(rows[0]), SIMD3(rows[1]), SIMD3(rows[2]))
  }

  /// Returns linear R, G, B of eight responses.
  @inline(__always)
  func linear(_ x: SIMD8<Float>, _ y: SIMD8<Float>, _ z: SIMD8<Float>) -> ColorVectors {
    (
      red.x * x + red.y * y + red.z * z,
      green.x * x + green.y * y + green.z * z,
      blue.x * x + blue.y * y + blue.z * z
    )
  }
}
