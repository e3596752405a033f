// SPDX-License-Identifier: MIT

import Normalization

/// The wall of maps: its cursor is the chosen channel.
extension State {
  /// Chooses a channel and scrolls its map into view, by no more rows than it takes.
  mutating func chooseMap(_ new: ChannelChoice) -> [Effect] {
    let effects = choose(new)
    mapRow = MapsLayout(self).firstRow
    return effects
  }

  /// Moves by rows of maps, in the column of the cursor.
  mutating func moveMap(rows: Int) -> [Effect] {
    let (shown, across) = (shownChannels, MapsLayout(self).across)
    guard !shown.isEmpty else { return [] }
    guard let place = shown.firstIndex(where: { .one($0) == channel }) else {
      return chooseMap(.one(shown[0]))
    }
    let last = (shown.count - 1) / across
    let row = max(0, min(last, place / across + rows))
    return chooseMap(.one(shown[min(shown.count - 1, row * across + place % across)]))
  }
}

extension Report {
  /// One range of grey for the maps of all channels, before or after: two deviations to either side of
  /// the mean of all their values, as they are while no γ and β is turned. So what turning does to a
  /// channel is seen. 0…1 where no channel has figures.
  public func commonGrey(isBefore: Bool) -> ClosedRange<Double> {
    let all = Moments.pooled(
      channels.map { isBefore ? $0.content.moments : $0.unturned }.filter(\.isFinite))
    let (mean, reach) = (all.mean, 2 * all.deviation)
    return all.count > 0 && reach.isFinite ? mean - reach...mean + reach : 0...1
  }
}

extension ChannelReport {
  /// The result's moments without any edit.
  fileprivate var unturned: Moments {
    guard let step else { return result.moments }
    return PlaneTransform(moments: step.moments, deviation: step.deviation, affine: base)
      .output(of: content.moments)
  }
}
