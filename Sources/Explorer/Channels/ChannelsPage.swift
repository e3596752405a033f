// SPDX-License-Identifier: MIT

/// State of the Channels page.
public struct ChannelsPageState: Equatable, Sendable {
  /// Filter of the channel table: only channels whose names contain this text are shown
  /// (case-insensitive). The Maps page and the channel keys use it, too.
  public var filter = ""
}

extension Keymap {
  static let channels =
    [moveChannel, adjust, nextControl, tenSteps, channelPages, filterChannels] + common
}

extension ExplorerState {
  /// Handles an action of the Channels page; returns nil for an action that all pages share.
  mutating func performChannelsPage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return selectChannel(movedBy: steps)
    case .filter: return openChannelFilter()
    default: return nil
    }
  }

  mutating func openChannelFilter() -> [Effect] {
    overlay = .filter
    return []
  }

  /// Handles an action while the filter is being typed.
  mutating func performChannelFilter(_ action: Action) -> [Effect] {
    switch action {
    case .close:
      overlay = nil
      return setChannelFilter("")
    case .accept: overlay = nil
    case .move(let steps): return selectChannel(movedBy: steps)
    default: break
    }
    return []
  }

  /// Sets the filter and requests a frame if other pictures become visible.
  mutating func setChannelFilter(_ text: String) -> [Effect] {
    let boxes = PageLayout(self).boxes
    channelsPage.filter = text
    return PageLayout(self).boxes == boxes ? [] : recompute()
  }

  /// Indices of the channels that match the filter.
  public var shownChannels: [Int] {
    let filter = channelsPage.filter.lowercased()
    return channels.indices.filter {
      filter.isEmpty || channels[$0].name.lowercased().contains(filter)
    }
  }

  /// Returns the selection `steps` positions after the current one, among the channels that match
  /// the filter.
  func channel(movedBy steps: Int) -> ChannelChoice {
    guard !channelsPage.filter.isEmpty else { return channel.moved(steps, of: channelCount) }
    let shown = shownChannels
    let position = shown.firstIndex { $0 >= channel.index ?? -1 } ?? shown.count
    let isShown = shown.indices ~= position && channel == .one(shown[position])
    let next = position + steps - (steps > 0 && !isShown ? 1 : 0)
    return next < 0 || shown.isEmpty ? .all : .one(shown[min(next, shown.count - 1)])
  }

  mutating func selectChannel(movedBy steps: Int) -> [Effect] { select(channel(movedBy: steps)) }

  /// Selects channels and requests their statistics and maps.
  mutating func select(_ new: ChannelChoice) -> [Effect] {
    if new == channel { return [] }
    channel = new
    return recompute()
  }
}
