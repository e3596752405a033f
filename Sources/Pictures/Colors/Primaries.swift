// SPDX-License-Identifier: MIT

/// From three linear responses to linear sRGB, eight pixels at a time: a product with three rows.
struct Primaries {
  private let red: SIMD3<Float>
  private let green: SIMD3<Float>
  private let blue: SIMD3<Float>

  /// R, G and B each as a product with the responses.
  init(rows: [SIMD3<Double>]) {
    (red, green, blue) = (SIMD3(rows[0]), SIMD3(rows[1]), SIMD3(rows[2]))
  }

  /// Linear R, G, B of eight responses.
  @inline(__always)
  func linear(_ x: SIMD8<Float>, _ y: SIMD8<Float>, _ z: SIMD8<Float>) -> Triple {
    (
      red.x * x + red.y * y + red.z * z,
      green.x * x + green.y * y + green.z * z,
      blue.x * x + blue.y * y + blue.z * z
    )
  }
}
