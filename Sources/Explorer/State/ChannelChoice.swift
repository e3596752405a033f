// SPDX-License-Identifier: MIT

/// The channels that sliders act on.
public enum ChannelChoice: Equatable, Hashable, Sendable {
  /// Every channel.
  case all
  /// One channel, counted from 0.
  case one(Int)

  /// The channel, or nil for all.
  public var index: Int? {
    if case .one(let channel) = self { channel } else { nil }
  }

  /// `steps` places on in the order all, 0, 1, … C − 1, stopping at the ends.
  public func moved(_ steps: Int, of count: Int) -> ChannelChoice {
    let place = (index ?? -1) + steps
    return place < 0 || count == 0 ? .all : .one(min(place, count - 1))
  }
}
