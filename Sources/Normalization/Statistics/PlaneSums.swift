// SPDX-License-Identifier: MIT

/// What the gradient of a normalization needs of one plane of dy and x.
public struct PlaneSums: Equatable, Sendable {
  /// Σ dy.
  public var dy: Double
  /// Σ dy · (x − μ), where μ is the mean of the plane's pool.
  public var product: Double

  /// Sums, by default of nothing.
  public init(dy: Double = 0, product: Double = 0) { (self.dy, self.product) = (dy, product) }

  /// Sums from those around a rounded mean: Σ dy · (x − c), where `tail` is μ − c.
  public init(dy: Double, around: Double, tail: Double) {
    self.init(dy: dy, product: around - tail * dy)
  }
}
