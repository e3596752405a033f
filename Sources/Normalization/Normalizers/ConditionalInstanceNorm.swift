// SPDX-License-Identifier: MIT

/// Conditional instance normalization: μ, σ² over H, W; γ, β are a row of a table, or a mixture of
/// rows.
///
/// Dumoulin et al. 2017: one row [C] for each of S styles. A mixture is Σ wₛ · (γₛ, βₛ) with the
/// weights as given; they need not sum to 1.
public struct ConditionalInstanceNorm: Normalizer {
  /// γ and β: one element for all pictures, or one per picture.
  public let affines: [Affine]
  /// Biased variance plus ε inside the root.
  public var estimator: DeviationEstimator
  /// One pool per plane.
  public let pool = Pool.instance

  /// Creates a normalization with one row for all pictures. - Precondition: the row exists.
  public init(table: [Affine], row: Int, epsilon: Double = 1e-5) {
    self.init(table: table, rows: [row], epsilon: epsilon)
  }

  /// Creates a normalization with one row per picture. - Precondition: the rows exist.
  public init(table: [Affine], rows: [Int], epsilon: Double = 1e-5) {
    for row in rows { precondition(table.indices ~= row, "row \(row) of \(table.count)") }
    (affines, estimator) = (rows.map { table[$0] }, DeviationEstimator(epsilon: epsilon))
  }

  /// Creates a normalization with a mixture of rows for all pictures.
  /// - Precondition: as many weights as rows, at least one.
  public init(table: [Affine], weights: [Double], epsilon: Double = 1e-5) {
    (affines, estimator) = (
      [Affine.mixture(table, weights: weights)], DeviationEstimator(epsilon: epsilon)
    )
  }

  /// Returns the γ and β of the picture.
  public func affine(picture n: Int, channel c: Int, moments: Moments) -> ChannelAffine {
    affines[affines.count == 1 ? 0 : n].channels[c]
  }
}
