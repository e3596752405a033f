// SPDX-License-Identifier: MIT

/// Sixteen neighboring channels of one pixel.
typealias Vector = SIMD16<Float>

extension Vector {
  /// Returns the maximum in every lane; NaN stays NaN.
  @inline(__always)
  func floored(at low: Vector) -> Vector { replacing(with: low, where: self .< low) }

  /// Returns eˣ with a relative error of 2e-7; x is clamped to ±87, where eˣ is a normal number.
  @inline(__always)
  static func exp(_ x: Vector) -> Vector {
    var x = x.replacing(with: Vector(repeating: 87), where: x .> 87)
    x = x.floored(at: Vector(repeating: -87))
    // Adding 1.5 · 2²³ rounds to an integer, which is then in the low bits.
    let magic = Vector(repeating: 12_582_912)
    let shifted = x * Vector(repeating: 1.442_695_04) + magic
    let integer = shifted - magic
    let rest =
      (x - integer * Vector(repeating: 0.693_359_375)) + integer * Vector(repeating: 2.121_944_4e-4)
    let power = (unsafeBitCast(shifted, to: SIMD16<UInt32>.self) &+ 127) &<< 23
    return series(rest) * unsafeBitCast(power, to: Vector.self)
  }

  /// Taylor series of eˣ, accurate for |x| ≤ ln 2 / 2.
  @inline(__always)
  private static func series(_ x: Vector) -> Vector {
    var y = Vector(repeating: 1 / 5040)
    y = y * x + Vector(repeating: 1 / 720)
    y = y * x + Vector(repeating: 1 / 120)
    y = y * x + Vector(repeating: 1 / 24)
    y = y * x + Vector(repeating: 1 / 6)
    y = y * x + Vector(repeating: 0.5)
    y = y * x + Vector(repeating: 1)
    return y * x + Vector(repeating: 1)
  }

  /// 1 / (1 + e⁻ˣ).
  @inline(__always)
  var sigmoid: Vector { Vector(repeating: 1) / (Vector(repeating: 1) + Vector.exp(-self)) }

  /// The hyperbolic tangent, computed as 2 · sigmoid(2x) − 1.
  @inline(__always)
  var tanh: Vector { Vector(repeating: 2) * (self + self).sigmoid - Vector(repeating: 1) }
}

/// Dot products with 16-lane vectors.
public enum DotProduct {
  /// Returns Σ a_i · b_i.
  public static func value(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int
  ) -> Float {
    var sums = SIMD16<Float>(repeating: 0)
    let end = count / 16 * 16
    var i = 0
    while i < end {
      let x = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<Float>.self)
      let y = UnsafeRawPointer(b + i).loadUnaligned(as: SIMD16<Float>.self)
      sums.addProduct(x, y)
      i += 16
    }
    return (end..<count).reduce(sums.sum()) { $0 + a[$1] * b[$1] }
  }
}
