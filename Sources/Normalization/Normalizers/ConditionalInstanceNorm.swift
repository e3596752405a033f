// SPDX-License-Identifier: MIT

/// Conditional instance normalization: μ, σ² over H, W; γ, β are a row of a table, or a mixture.
///
/// Dumoulin et al. 2017: one row [C] for each of S styles. A mixture is Σ wₛ · (γₛ, βₛ) with the
/// weights as given; they need not sum to 1.
public struct ConditionalInstanceNorm: Normalizer {
  /// γ and β after mixing.
  public let mixed: Affine
  /// Biased, with ε inside the root.
  public var root: Root
  /// One pool a plane.
  public let pool = Pool.instance

  /// Row `row` of the table, counted from 0. - Precondition: the row exists.
  public init(table: [Affine], row: Int, epsilon: Double = 1e-5) {
    precondition(table.indices ~= row, "row \(row) of \(table.count)")
    (mixed, root) = (table[row], Root(epsilon: epsilon))
  }

  /// A mixture of the rows. - Precondition: as many weights as rows, at least one.
  public init(table: [Affine], weights: [Double], epsilon: Double = 1e-5) {
    (mixed, root) = (Affine.mixture(table, weights: weights), Root(epsilon: epsilon))
  }

  /// The channel's entry in the row or mixture.
  public func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    mixed.channels[c]
  }
}
