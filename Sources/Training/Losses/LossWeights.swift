// SPDX-License-Identifier: MIT

/// How much each part of a loss counts.
public struct LossWeights: Equatable, Codable, Sendable {
  /// Of features.
  public var content: Double
  /// Of moments, or of Gram matrices.
  public var style: Double
  /// Of pictures that should come back.
  public var own: Double
  /// Of what leaves 0…1.
  public var range: Double
  /// Of neighbours that differ.
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
