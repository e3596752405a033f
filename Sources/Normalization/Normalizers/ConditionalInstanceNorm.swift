// SPDX-License-Identifier: MIT

/// Conditional instance normalization: μ, σ² over H, W; γ, β are a row of a table, or a mixture.
///
/// Dumoulin et al. 2017: one row [C] for each of S styles. A mixture is Σ wₛ · (γₛ, βₛ) with the
/// weights as given; they need not sum to 1.
public struct ConditionalInstanceNorm: ParametricNormalizer {
  /// γ and β of the row, or of the mixture.
  public let parameters: Affine
  /// Biased, with ε inside the root.
  public var root: Root
  /// One pool a plane.
  public let pool = Pool.instance

  /// Row `row` of the table, counted from 0. - Precondition: the row exists.
  public init(table: [Affine], row: Int, epsilon: Double = 1e-5) {
    precondition(table.indices ~= row, "row \(row) of \(table.count)")
    (parameters, root) = (table[row], Root(epsilon: epsilon))
  }

  /// A mixture of the rows. - Precondition: as many weights as rows, at least one.
  public init(table: [Affine], weights: [Double], epsilon: Double = 1e-5) {
    (parameters, root) = (Affine.mixture(table, weights: weights), Root(epsilon: epsilon))
  }
}
