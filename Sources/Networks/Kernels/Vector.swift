// SPDX-License-Identifier: MIT

/// Sixteen neighbouring channels of one pixel.
typealias Vector = SIMD16<Float>

extension Vector {
  /// The larger of both in every lane; NaN stays NaN.
  @inline(__always)
  func floored(at low: Vector) -> Vector { replacing(with: low, where: self .< low) }

  /// eˣ to within 2e-7 of itself; x is kept within ±87, where eˣ is a normal number.
  @inline(__always)
  static func exp(_ x: Vector) -> Vector {
    var x = x.replacing(with: Vector(repeating: 87), where: x .> 87)
    x = x.floored(at: Vector(repeating: -87))
    // Adding 1.5 · 2²³ rounds to a whole number, which then is in the last bits.
    let magic = Vector(repeating: 12_582_912)
    let shifted = x * Vector(repeating: 1.442_695_04) + magic
    let whole = shifted - magic
    let rest =
      (x - whole * Vector(repeating: 0.693_359_375)) + whole * Vector(repeating: 2.121_944_4e-4)
    let power = (unsafeBitCast(shifted, to: SIMD16<UInt32>.self) &+ 127) &<< 23
    return series(rest) * unsafeBitCast(power, to: Vector.self)
  }

  /// Taylor's series of eˣ, good for |x| ≤ ln 2 / 2.
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

  /// The hyperbolic tangent, as 2 · sigmoid(2x) − 1.
  @inline(__always)
  var tanh: Vector { Vector(repeating: 2) * (self + self).sigmoid - Vector(repeating: 1) }
}
