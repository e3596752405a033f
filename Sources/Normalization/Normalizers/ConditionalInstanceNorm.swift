// SPDX-License-Identifier: MIT

/// Conditional instance normalization: μ, σ² over H, W; γ, β are a row of a table, or a mixture.
///
/// Dumoulin et al. 2017: one row [C] for each of S styles. A mixture is Σ wₛ · (γₛ, βₛ) with the
/// weights as given; they need not sum to 1.
public struct ConditionalInstanceNorm: Normalizer {
  /// γ and β of the row, or of the mixture: one for all pictures, or one a picture.
  public let affines: [Affine]
  /// Biased, with ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool a plane.
  public let pool = Pool.instance

  /// Row `row` of the table, counted from 0. - Precondition: the row exists.
  public init(table: [Affine], row: Int, epsilon: Double = 1e-5) {
    self.init(table: table, rows: [row], epsilon: epsilon)
  }

  /// A row for each picture. - Precondition: the rows exist.
  public init(table: [Affine], rows: [Int], epsilon: Double = 1e-5) {
    for row in rows { precondition(table.indices ~= row, "row \(row) of \(table.count)") }
    (affines, estimator) = (rows.map { table[$0] }, DeviationEstimator(epsilon: epsilon))
  }

  /// A mixture of the rows. - Precondition: as many weights as rows, at least one.
  public init(table: [Affine], weights: [Double], epsilon: Double = 1e-5) {
    (affines, estimator) = (
      [Affine.mixture(table, weights: weights)], DeviationEstimator(epsilon: epsilon)
    )
  }

  /// The picture's parameters.
  public func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    affines[affines.count == 1 ? 0 : n].channels[c]
  }
}
