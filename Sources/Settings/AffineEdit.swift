// SPDX-License-Identifier: MIT

import Normalization

/// What a person has turned on one channel: a factor on γ and an offset on β.
///
/// An edit is relative, so that it outlives a change of style, α or mode.
public struct AffineEdit: Equatable, Hashable, Sendable {
  /// γ is multiplied by this.
  public var factor: Double
  /// This is added to β, in the unit of the channel.
  public var offset: Double

  /// An edit; unturned by default.
  public init(factor: Double = 1, offset: Double = 0) {
    (self.factor, self.offset) = (factor, offset)
  }

  /// (factor · γ, β + offset).
  public func applied(to affine: ChannelAffine) -> ChannelAffine {
    ChannelAffine(gamma: affine.gamma * factor, beta: affine.beta + offset)
  }

  /// Whether nothing was turned.
  public var isNeutral: Bool { self == AffineEdit() }
}
