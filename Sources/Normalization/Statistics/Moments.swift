// SPDX-License-Identifier: MIT

/// Count, mean, and sum of squared deviations of values.
///
/// The mean is stored as the unevaluated sum `mean + meanLow`, where `meanLow` is the rounding
/// error of `mean`.
public struct Moments: Equatable, Sendable {
  /// The number of values.
  public private(set) var count: Int
  /// The mean μ, in the unit of the tensor, rounded to Double.
  public private(set) var mean: Double
  /// μ − mean: the bits of μ below the last bit of `mean`.
  public private(set) var meanLow: Double
  /// Σ(x − μ)².
  public private(set) var sumOfSquaredDeviations: Double

  /// Moments of no values, the start of every merge.
  public static let none = Moments(count: 0, mean: 0, sumOfSquaredDeviations: 0)

  /// Creates moments from a count, a mean and a sum of squared deviations.
  public init(count: Int, mean: Double, sumOfSquaredDeviations: Double) {
    (self.count, self.mean, self.meanLow, self.sumOfSquaredDeviations) = (
      count, mean, 0, sumOfSquaredDeviations
    )
  }

  /// Creates moments with a known variance (divisor n), such as running moments.
  public init(count: Int = 1, mean: Double, variance: Double) {
    self.init(count: count, mean: mean, sumOfSquaredDeviations: variance * Double(count))
  }

  /// Creates moments from Σ(x − c) and Σ(x − c)² around a center c close to the mean.
  public init(count: Int, around c: Double, _ first: Double, _ second: Double) {
    let offset = first / Double(count)
    self.count = count
    (mean, meanLow) = twoSum(c, offset)
    sumOfSquaredDeviations = max(0, second - first * offset)
    if !second.isFinite { sumOfSquaredDeviations = second }
  }

  /// Measures values in memory.
  public init(of values: UnsafeBufferPointer<some TensorScalar>) {
    self = .none
    if let first = values.baseAddress, !values.isEmpty {
      self = type(of: first.pointee).moments(of: first, count: values.count)
    }
  }

  /// σ² with divisor n; 0 for one value.
  public var variance: Double { sumOfSquaredDeviations / Double(count) }
  /// σ² with divisor n − 1, as PyTorch's running moments store it; 0 for one value.
  public var unbiasedVariance: Double { count > 1 ? sumOfSquaredDeviations / Double(count - 1) : 0 }
  /// σ with divisor n.
  public var deviation: Double { variance.squareRoot() }
  /// Whether mean and squares are finite.
  public var isFinite: Bool { mean.isFinite && sumOfSquaredDeviations.isFinite }

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
    (mean, meanLow) = twoSum(high, low + meanLow)
    sumOfSquaredDeviations += other.sumOfSquaredDeviations + delta * delta * Double(count) * share
    count += other.count
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
      return (0..<shape.planeCount).map { Moments.pooled(parts[chunks.range(of: $0)]) }
    }
  }
}
