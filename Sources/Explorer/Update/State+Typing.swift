// SPDX-License-Identifier: MIT

/// Text that is typed: numbers, commands, and what names must have in them.
extension State {
  /// A key that the context's table does not know belongs to the text being typed, if there is one.
  mutating func type(_ key: Key) -> [Effect] {
    switch overlay {
    case .entry(let text): overlay = .entry(Self.edited(text, by: key))
    case .palette(let text, let cursor):
      let new = Self.lettered(text, by: key)
      overlay = .palette(new, cursor: new == text ? cursor : 0)
    case .naming(let text): overlay = .naming(Self.lettered(text, by: key))
    case .filter: return setChannelFilter(Self.lettered(channelFilter, by: key))
    case .chooser(let chooser) where chooser.isFiltering:
      return filter(chooser, Self.lettered(chooser.filter, by: key), isTyping: true)
    case .chooser, .help, nil: break
    }
    return []
  }

  /// The text after a key: printable characters are added.
  private static func lettered(_ text: String, by key: Key) -> String {
    switch key {
    case .backspace: String(text.dropLast())
    case .character(let letter) where text.count < 60: text + String(letter)
    default: text
    }
  }

  mutating func performFilter(_ action: Action, _ chooser: FileChooser) -> [Effect] {
    switch action {
    case .close: filter(chooser, "", isTyping: false)
    case .accept: filter(chooser, chooser.filter, isTyping: false)
    case .move: performChooser(action, chooser)
    default: []
    }
  }

  mutating func performFilter(_ action: Action) -> [Effect] {
    switch action {
    case .close:
      overlay = nil
      return setChannelFilter("")
    case .accept: overlay = nil
    case .move(let steps): return chooseChannel(steps)
    default: break
    }
    return []
  }

  mutating func performNaming(_ action: Action, _ text: String) -> [Effect] {
    guard action == .accept || action == .close else { return [] }
    overlay = nil
    if action == .accept { rename(text) }
    return []
  }

  /// Other channels are shown, and on the Maps page other pictures.
  private mutating func setChannelFilter(_ text: String) -> [Effect] {
    let boxes = PageLayout(self).boxes
    channelFilter = text
    return PageLayout(self).boxes == boxes ? [] : recompute()
  }

  /// The channels that the filter lets through, as indices.
  public var shownChannels: [Int] {
    channels.indices.filter {
      channelFilter.isEmpty || channels[$0].name.lowercased().contains(channelFilter.lowercased())
    }
  }
}
