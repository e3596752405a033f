// SPDX-License-Identifier: MIT

/// How much of a tensor was NaN or ±∞.
public struct NonFiniteCounts: Equatable, Sendable {
  /// Pools with at least one such value.
  public var pools = 0
  /// Such values in all of them.
  public var values = 0

  /// None, or as many as counted.
  public init(pools: Int = 0, values: Int = 0) {
    (self.pools, self.values) = (pools, values)
  }
}
