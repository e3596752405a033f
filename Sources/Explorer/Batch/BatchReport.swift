// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// Statistics of the batch that batch normalization pools over, before and after the current mode.
public struct BatchReport: Equatable, Sendable {
  /// Moments of one picture: C before and C after.
  public struct Member: Equatable, Sendable {
    /// File name, or index of the picture in a tensor.
    public let name: String
    /// Moments of its channels before normalization.
    public let before: [Moments]
    /// Moments of its channels after normalization.
    public let after: [Moments]

    /// Creates the moments of one picture.
    public init(name: String, before: [Moments], after: [Moments]) {
      (self.name, self.before, self.after) = (name, before, after)
    }
  }

  /// Spread of the pictures under one mode.
  public struct Outcome: Equatable, Sendable {
    /// The mode.
    public let mode: NormalizationMode
    /// The spread; nil if the mode cannot be computed.
    public let spread: Spread?
    /// Why the mode cannot be computed.
    public let problem: String?

    /// Creates an outcome.
    public init(mode: NormalizationMode, spread: Spread?, problem: String? = nil) {
      (self.mode, self.spread, self.problem) = (mode, spread, problem)
    }
  }

  /// The content and the other pictures of the batch, or all pictures of a tensor in order.
  public let pictures: [Member]
  /// Moments of each channel over all pictures.
  public let before: [Moments]
  /// The same after the current mode.
  public let after: [Moments]
  /// Spread of the pictures before normalization.
  public let spread: Spread
  /// Spread under each mode.
  public let outcomes: [Outcome]

  /// Creates a report.
  /// - Precondition: There is at least one picture, and all have the same number of channels.
  public init(pictures: [Member], outcomes: [Outcome]) {
    (self.pictures, self.outcomes) = (pictures, outcomes)
    let channels = pictures[0].before.indices
    before = channels.map { c in Moments.pooled(pictures.lazy.map { $0.before[c] }) }
    after = channels.map { c in Moments.pooled(pictures.lazy.map { $0.after[c] }) }
    spread = Spread(planes: pictures.flatMap(\.before), channels: channels.count)
  }
}
