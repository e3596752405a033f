// SPDX-License-Identifier: MIT

// Moments of values whose squares overflow or underflow. Their deviations are measured in a power
// of two, by which division is exact.

extension Moments {
  /// Magnitudes whose squares, and sums of them, neither overflow nor underflow.
  private static let plainMagnitudes = 1e-140...1e140

  /// Returns the unit for deviations up to a magnitude: a power of two near it; 1 where squares are
  /// accurate without one, and for 0, NaN and ∞.
  static func unit(for magnitude: Double) -> Double {
    guard !plainMagnitudes.contains(magnitude), magnitude > 0, magnitude.isFinite else { return 1 }
    return Double(sign: .plus, exponent: magnitude.exponent, significand: 1)
  }

  /// √Σ(x − μ)².
  private var norm: Double { squares.squareRoot() * unit }

  /// Returns Σ(x − μ)² / other².
  func squares(in other: Double) -> Double {
    // 0 · ∞ is not 0.
    if other == unit || squares == 0 { return squares }
    let ratio = unit / other
    return ratio * ratio * squares
  }

  /// Returns the unit of two moments together, given the difference of their means.
  func joinedUnit(_ other: Moments, _ delta: Double) -> Double {
    Self.unit(for: max(norm, other.norm, delta.magnitude))
  }

  /// Returns the moments of factor · x + offset, given its mean.
  func scaled(by factor: Double, mean: Double) -> Moments {
    let unit = Self.unit(for: norm * factor.magnitude)
    let ratio = factor * self.unit / unit
    return Moments(
      count: count, mean: mean, low: 0, squares: squares == 0 ? 0 : ratio * ratio * squares,
      unit: unit)
  }

  /// Returns the moments of the same values multiplied by a power of two.
  func multiplied(byPowerOfTwo power: Double) -> Moments {
    Moments(
      count: count, mean: mean * power, low: meanLow * power, squares: squares, unit: unit * power)
  }

  /// Returns the moments of the values that were measured. If their squares overflow or underflow
  /// in their type, they are measured again in Double and in another unit. Moments of values with
  /// NaN or ±∞ are returned unchanged.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func corrected<Scalar: TensorScalar>(for values: UnsafeBufferPointer<Scalar>) -> Moments {
    if Scalar.accurateVariances.contains(variance) { return self }
    guard let first = values.first, values.contains(where: { $0 != first }) else { return self }
    guard values.allSatisfy(\.isFinite) else { return self }
    let unit = Self.unit(for: values.reduce(0) { max($0, Double($1.magnitude)) })
    return values.map { Double($0) / unit }.withUnsafeBufferPointer { Moments(of: $0) }
      .multiplied(byPowerOfTwo: unit)
  }
}

extension TensorScalar {
  /// Range of σ² in which squared deviations are accurate in this type.
  ///
  /// The error of a subnormal square is less than the lower bound · 2⁻⁴⁶ (2⁻¹⁰⁴ in Double); a
  /// square beyond the upper bound may be ∞.
  static var accurateVariances: ClosedRange<Double> {
    Double(leastNormalMagnitude) / Double(ulpOfOne)...Double(greatestFiniteMagnitude)
  }
}
