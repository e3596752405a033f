// SPDX-License-Identifier: MIT

/// How far the pictures of a batch lie apart in their statistics, as a share of the values' own
/// deviation.
///
/// With μₙ and σₙ of channel c in picture n (N × C of each), and σ of that channel's values in all
/// pictures together:
///
///     means      = √(1/C · Σ_c (deviation over n of μₙ / σ)²)
///     deviations = √(1/C · Σ_c (deviation over n of σₙ / σ)²)
///
/// Every divisor is n, and each picture counts once, however large it is; σ pools values. A line
/// y = a·x + b for all pictures, which is what batch normalization is, changes neither figure;
/// instance normalization makes both 0, but for what ε leaves of the deviations.
public struct Spread: Equatable, Sendable {
  /// That of the means, 0 where every picture has the same ones.
  public let means: Double
  /// That of the deviations.
  public let deviations: Double

  /// The spread of a batch, from the moments of its planes: N · C of them, plane n · C + c.
  /// NaN where a value was not finite; a channel of equal values alone counts as 0.
  /// - Precondition: there is a plane, and as many for each picture.
  public init(planes: [Moments], channels: Int) {
    precondition(
      channels > 0 && !planes.isEmpty && planes.count % channels == 0,
      "\(planes.count) planes of \(channels) channels")
    let shares = (0..<channels).map { c in
      Self.shares(stride(from: c, to: planes.count, by: channels).map { planes[$0] })
    }
    means = Self.rootMeanSquare(shares.map(\.means))
    deviations = Self.rootMeanSquare(shares.map(\.deviations))
  }

  /// One channel's two shares, from its moments in each picture.
  private static func shares(_ planes: [Moments]) -> (means: Double, deviations: Double) {
    let whole = Moments.pooled(planes).deviation
    if whole == 0 { return (0, 0) }
    // From the first mean on, so that a mean of many deviations keeps its last digits.
    let means = planes.map { ($0.mean - planes[0].mean) + ($0.tail - planes[0].tail) }
    return (deviation(of: means) / whole, deviation(of: planes.map(\.deviation)) / whole)
  }

  private static func deviation(of values: [Double]) -> Double {
    values.withUnsafeBufferPointer { Moments(of: $0).deviation }
  }

  private static func rootMeanSquare(_ values: [Double]) -> Double {
    (values.map { $0 * $0 }.reduce(0, +) / Double(values.count)).squareRoot()
  }
}
