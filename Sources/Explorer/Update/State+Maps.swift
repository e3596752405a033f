// SPDX-License-Identifier: MIT

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
