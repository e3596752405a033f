// SPDX-License-Identifier: MIT

/// Spread of a batch: how much the pictures' means and deviations differ, relative to the deviation
/// of all values.
///
/// With μₙ and σₙ of channel c in picture n (N × C of each), and σ of that channel over all
/// pictures:
///
///     means      = √(1/C · Σ_c (deviation over n of μₙ / σ)²)
///     deviations = √(1/C · Σ_c (deviation over n of σₙ / σ)²)
///
/// Every divisor is n. Each picture has the same weight, whatever its size; σ pools values. A
/// transform y = a·x + b common to all pictures, such as batch normalization, changes neither
/// value. Instance normalization makes both 0, except for the effect of ε on the deviations.
public struct Spread: Equatable, Sendable {
  /// The spread of the means; 0 if all pictures have the same means.
  public let means: Double
  /// The spread of the deviations.
  public let deviations: Double

  /// Creates the spread of a batch from the moments of its N · C planes, plane n · C + c.
  ///
  /// NaN if a value is not finite; a channel of equal values contributes 0.
  /// - Precondition: at least one plane, and a multiple of `channels`.
  public init(planes: [Moments], channels: Int) {
    precondition(
      channels > 0 && !planes.isEmpty && planes.count % channels == 0,
      "\(planes.count) planes of \(channels) channels")
    let ratios = (0..<channels).map { c in
      Self.ratios(stride(from: c, to: planes.count, by: channels).map { planes[$0] })
    }
    means = Self.rootMeanSquare(ratios.map(\.means))
    deviations = Self.rootMeanSquare(ratios.map(\.deviations))
  }

  /// Returns the two ratios of one channel, given its moments in each picture.
  private static func ratios(_ planes: [Moments]) -> (means: Double, deviations: Double) {
    let total = Moments.pooled(planes).deviation
    if total == 0 { return (0, 0) }
    // Relative to the first mean, so that means of many deviations keep their last digits.
    let means = planes.map { ($0.mean - planes[0].mean) + ($0.meanLow - planes[0].meanLow) }
    return (deviation(of: means) / total, deviation(of: planes.map(\.deviation)) / total)
  }

  private static func deviation(of values: [Double]) -> Double {
    values.withUnsafeBufferPointer { Moments(of: $0).deviation }
  }

  private static func rootMeanSquare(_ values: [Double]) -> Double {
    (values.map { $0 * $0 }.reduce(0, +) / Double(values.count)).squareRoot()
  }
}
