// SPDX-License-Identifier: MIT

/// How many values were pooled, their mean, and the sum of their squared deviations from it.
///
/// The mean is the unevaluated sum `mean + tail`: `tail` is what rounding to Double took away.
public struct Moments: Equatable, Sendable {
  /// The number of values.
  public private(set) var count: Int
  /// The mean μ, in the tensor's unit.
  public private(set) var mean: Double
  /// What is left of the mean below the last bit of `mean`.
  public private(set) var tail: Double
  /// Σ(x − μ)², in the unit squared.
  public private(set) var squares: Double

  /// Moments of no value, the start of every merge.
  public static let none = Moments(count: 0, mean: 0, squares: 0)

  /// Moments from their figures.
  public init(count: Int, mean: Double, squares: Double) {
    (self.count, self.mean, self.tail, self.squares) = (count, mean, 0, squares)
  }

  /// Moments with a known variance, as running moments have: σ² with divisor n.
  public init(count: Int = 1, mean: Double, variance: Double) {
    self.init(count: count, mean: mean, squares: variance * Double(count))
  }

  /// Moments from Σ(x − c) and Σ(x − c)² around a centre c close to the mean.
  public init(count: Int, around c: Double, _ first: Double, _ second: Double) {
    let offset = first / Double(count)
    self.count = count
    (mean, tail) = twoSum(c, offset)
    squares = max(0, second - first * offset)
    if !second.isFinite { squares = second }
  }

  /// σ² with the divisor n. 0 for one value.
  public var variance: Double { squares / Double(count) }
  /// σ² with the divisor n − 1, as running moments store it. 0 for one value.
  public var unbiasedVariance: Double { count > 1 ? squares / Double(count - 1) : 0 }
  /// σ with the divisor n.
  public var deviation: Double { variance.squareRoot() }
  /// Whether every figure is a number.
  public var isFinite: Bool { mean.isFinite && squares.isFinite }

  /// Pools the values of both (Chan, Golub & LeVeque 1979):
  /// μ = μ_a + δ·n_b/n,  Σ(x − μ)² = S_a + S_b + δ²·n_a·n_b/n,  δ = μ_b − μ_a.
  public mutating func join(_ other: Moments) {
    if other.count == 0 { return }
    if count == 0 {
      self = other
      return
    }
    let n = Double(count + other.count)
    let delta = (other.mean - mean) + (other.tail - tail)
    let share = Double(other.count) / n
    let (high, low) = twoSum(mean, delta * share)
    (mean, tail) = twoSum(high, low + tail)
    squares += other.squares + delta * delta * Double(count) * share
    count += other.count
  }

  /// The moments of all together. `none` for an empty sequence.
  public static func pooled(_ parts: some Sequence<Moments>) -> Moments {
    var all = Moments.none
    for part in parts { all.join(part) }
    return all
  }

}

/// a + b and its rounding error, exactly (Knuth).
@inline(__always)
func twoSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
  let sum = a + b
  let part = sum - a
  return (sum, (a - (sum - part)) + (b - part))
}
