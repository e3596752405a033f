// SPDX-License-Identifier: MIT

import Normalization

/// What a network keeps of a style picture: the moments of its features at each level.
public struct StyleMoments: Equatable, Sendable {
  /// One a channel, for each level of the encoder.
  public var levels: [Int: [Moments]]

  /// Moments by level.
  public init(levels: [Int: [Moments]] = [:]) { self.levels = levels }
}
