// SPDX-License-Identifier: MIT

/// A part of a loss. Parts are kept before they are weighted.
public enum LossTerm: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
  /// How far the content is from what it should be.
  case content
  /// How far the style's moments are from the style picture's.
  case style
  /// How far a picture that should come back is from itself: the mean of |x − y|.
  case own
  /// How far values are beyond 0…1: the mean of squares.
  case range
  /// Total variation: the mean of |x − y| over neighbours.
  case variation
}

/// The parts of the loss of a step, or means over steps.
public typealias LossTerms = [LossTerm: Double]
