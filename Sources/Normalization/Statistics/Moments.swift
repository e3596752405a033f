// SPDX-License-Identifier: MIT

/// Count, mean, and sum of squared deviations of values.
///
/// The mean is stored as the unevaluated sum `mean + meanLow`, where `meanLow` is the rounding
/// error of `mean`.
public struct Moments: Equatable, Sendable {
  /// The number of values.
  public let count: Int
  /// The mean μ, in the unit of the tensor, rounded to Double.
  public let mean: Double
  /// μ − mean: the bits of μ below the last bit of `mean`.
  public let meanLow: Double
  /// Σ(x − μ)² / unit².
  let squares: Double
  /// Power of two that deviations are measured in: 1, unless their squares overflow or underflow.
  let unit: Double

  /// Moments of no values, the start of every merge.
  public static let none = Moments(count: 0, mean: 0, sumOfSquaredDeviations: 0)

  /// Creates moments from a count, a mean and a sum of squared deviations.
  public init(count: Int, mean: Double, sumOfSquaredDeviations: Double) {
    self.init(count: count, mean: mean, low: 0, squares: sumOfSquaredDeviations, unit: 1)
  }

  /// Creates moments from Σ(x − μ)² / unit².
  init(count: Int, mean: Double, low: Double, squares: Double, unit: Double) {
    (self.count, self.mean, meanLow) = (count, mean, low)
    (self.squares, self.unit) = (squares, unit)
  }

  /// Creates moments with a known variance (divisor n), such as running moments.
  public init(count: Int = 1, mean: Double, variance: Double) {
    self.init(count: count, mean: mean, sumOfSquaredDeviations: variance * Double(count))
  }

  /// Creates moments from Σ(x − c) and Σ(x − c)² around a center c close to the mean.
  public init(count: Int, around c: Double, _ first: Double, _ second: Double) {
    let offset = first / Double(count)
    let (mean, low) = twoSum(c, offset)
    let squares = second.isFinite ? max(0, second - first * offset) : second
    self.init(count: count, mean: mean, low: low, squares: squares, unit: 1)
  }

  /// Measures values in memory.
  public init(of values: UnsafeBufferPointer<some TensorScalar>) {
    guard let first = values.baseAddress, !values.isEmpty else {
      self = .none
      return
    }
    self = type(of: first.pointee).moments(of: first, count: values.count)
  }

  /// Σ(x − μ)²; ∞ or 0 where the squares overflow or underflow.
  public var sumOfSquaredDeviations: Double { unit * unit * squares }
  /// σ² with divisor n; 0 for one value, ∞ or 0 where the squares overflow or underflow.
  public var variance: Double { sumOfSquaredDeviations / Double(count) }
  /// σ² with divisor n − 1, as PyTorch's running moments store it; 0 for one value.
  public var unbiasedVariance: Double { count > 1 ? sumOfSquaredDeviations / Double(count - 1) : 0 }
  /// σ with divisor n, also where σ² overflows or underflows.
  public var deviation: Double { (squares / Double(count)).squareRoot() * unit }
  /// σ with divisor n − 1; 0 for one value.
  var unbiasedDeviation: Double {
    count > 1 ? (squares / Double(count - 1)).squareRoot() * unit : 0
  }
  /// Whether the mean and the deviation are finite.
  public var isFinite: Bool { mean.isFinite && squares.isFinite }

  /// Returns μ − m for a rounded mean m.
  public func error<Scalar: TensorScalar>(ofMean rounded: Scalar) -> Double {
    (mean - Double(rounded)) + meanLow
  }

  /// Adds the values of other moments (Chan, Golub & LeVeque 1979):
  /// μ = μ_a + δ·n_b/n,  Σ(x − μ)² = S_a + S_b + δ²·n_a·n_b/n,  δ = μ_b − μ_a.
  public mutating func join(_ other: Moments) {
    if other.count == 0 { return }
    if count == 0 {
      self = other
      return
    }
    let n = Double(count + other.count)
    let delta = (other.mean - mean) + (other.meanLow - meanLow)
    let share = Double(other.count) / n
    let (high, low) = twoSum(mean, delta * share)
    let (joined, joinedLow) = twoSum(high, low + meanLow)
    let unit = joinedUnit(other, delta)
    let between = delta / unit
    let added = other.squares(in: unit) + between * between * Double(count) * share
    self = Moments(
      count: count + other.count, mean: joined, low: joinedLow,
      squares: squares(in: unit) + added, unit: unit)
  }

  /// Returns the moments of all values together; `none` for an empty sequence.
  public static func pooled(_ parts: some Sequence<Moments>) -> Moments {
    // A loop, because `reduce` is not specialized for the callers in other modules.
    var all = Moments.none
    for part in parts { all.join(part) }
    return all
  }
}

/// Returns a + b and its exact rounding error (Knuth).
@inline(__always)
func twoSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
  let sum = a + b
  let part = sum - a
  return (sum, (a - (sum - part)) + (b - part))
}

extension Tensor {
  /// Returns the moments of each of the N · C planes.
  public func planeMoments(threads: Int = defaultThreads) -> [Moments] {
    elements.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return [] }
      let chunks = PlaneChunks(plane: shape.planeSize, size: NormalizationForward<Scalar>.chunkSize)
      let parts = chunks.moments(of: first, planes: shape.planeCount, threads: threads)
      return (0..<shape.planeCount).map { plane in
        Moments.pooled(parts[chunks.range(of: plane)])
          .corrected(for: UnsafeBufferPointer(rebasing: values[shape.range(ofPlane: plane)]))
      }
    }
  }
}
