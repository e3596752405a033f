// SPDX-License-Identifier: MIT

/// How much each part of a loss counts.
public struct LossWeights: Equatable, Sendable {
  public var content: Double
  public var style: Double
  public var own: Double
  public var range: Double
  public var variation: Double

  /// Weights, by default those that a small AdaIN network came out well with.
  public init(
    content: Double = 1, style: Double = 8, own: Double = 4, range: Double = 10,
    variation: Double = 0.1
  ) {
    (self.content, self.style, self.own) = (content, style, own)
    (self.range, self.variation) = (range, variation)
  }
}
