// SPDX-License-Identifier: MIT

import Normalization

/// State of the Maps page.
public struct MapsPageState: Equatable, Sendable {
  /// First visible row of maps; the layout moves it so that the selected channel stays in view.
  public var firstRow = 0
  /// Whether all maps share one range of gray instead of one range each.
  public var hasCommonGrayRange = false
}

extension Keymap {
  static let maps = withCommon([
    Binding(
      "←↑↓→", "move", "move the cursor", rank: 1,
      [
        .left: .move(-1), .right: .move(1), .up: .rows(-1), .down: .rows(1),
        .home: .move(-1_000_000), .end: .move(1_000_000),
      ]),
    Binding(
      "PgUp/PgDn", "", "one screen forward or back (Home: all, End: last)",
      [.pageUp: .screens(-1), .pageDown: .screens(1)]),
    Binding("Enter", "open", "show the channel on the Channels page", rank: 2, [.enter: .accept]),
    Binding(
      "-/+", "adjust", "change the selected control (Shift ←/→: ten steps)", rank: 2,
      [
        .character("-"): .adjust(-1), .character("+"): .adjust(1), .character("="): .adjust(1),
        .shiftLeft: .adjust(-10), .shiftRight: .adjust(10),
      ]),
    Binding(
      "v", "gray range", "one gray range for all maps, or one each", rank: 3,
      [.character("v"): .commonGrayRange]),
    filterChannels, nextControl, before,
  ])
}

extension ExplorerState {
  /// Handles an action of the Maps page; returns nil for an action that all pages share.
  mutating func performMapsPage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return selectMap(channel(movedBy: steps))
    case .rows(let steps): return moveMap(rows: steps)
    case .screens(let steps): return moveMap(rows: steps * MapsLayout(self).shownRows)
    case .accept: return show(.channels)
    case .filter: return openChannelFilter()
    case .commonGrayRange:
      mapsPage.hasCommonGrayRange.toggle()
      return recompute()
    default: return nil
    }
  }

  /// Selects a channel and scrolls its map into view by as few rows as possible.
  mutating func selectMap(_ new: ChannelChoice) -> [Effect] {
    let effects = select(new)
    mapsPage.firstRow = MapsLayout(self).firstRow
    return effects
  }

  /// Moves the cursor by rows of maps within its column.
  private mutating func moveMap(rows: Int) -> [Effect] {
    let (shown, across) = (shownChannels, MapsLayout(self).across)
    guard !shown.isEmpty else { return [] }
    guard let place = shown.firstIndex(where: { .one($0) == channel }) else {
      return selectMap(.one(shown[0]))
    }
    let last = (shown.count - 1) / across
    let row = max(0, min(last, place / across + rows))
    return selectMap(.one(shown[min(shown.count - 1, row * across + place % across)]))
  }
}

extension ResultReport {
  /// Common gray range of all maps, before or after: mean ± 2 standard deviations of all values.
  /// Edits of γ and β are ignored, so that their effect on a map is visible. 0…1 if no channel has
  /// finite moments.
  public func commonGrayRange(isBefore: Bool) -> ClosedRange<Double> {
    let all = Moments.pooled(
      channels.map { isBefore ? $0.content.moments : $0.unedited }.filter(\.isFinite))
    let (mean, reach) = (all.mean, 2 * all.deviation)
    return all.count > 0 && reach.isFinite ? mean - reach...mean + reach : 0...1
  }
}

extension ChannelReport {
  /// Moments of the result without any edit.
  fileprivate var unedited: Moments {
    guard let transform else { return result.moments }
    return PlaneTransform(
      moments: transform.moments, deviation: transform.deviation, affine: uneditedAffine
    )
    .output(of: content.moments)
  }
}
