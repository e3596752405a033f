// SPDX-License-Identifier: MIT

/// Text fields: numbers, commands, names and filters.
extension ExplorerState {
  /// Handles a key that has no binding: it edits the text of the open field.
  mutating func type(_ key: Key) -> [Effect] {
    switch overlay {
    case .entry(let text): overlay = .entry(Self.appendingDigit(text, by: key))
    case .palette(let text, let cursor):
      let new = Self.appending(text, by: key)
      overlay = .palette(new, cursor: new == text ? cursor : 0)
    case .naming(let text): overlay = .naming(Self.appending(text, by: key))
    case .filter: return setChannelFilter(Self.appending(channelsPage.filter, by: key))
    case .chooser(let chooser) where chooser.isFiltering:
      return filter(chooser, Self.appending(chooser.filter, by: key), isTyping: true)
    case .chooser, .help, nil: break
    }
    return []
  }

  /// Returns the text after a key. Printable characters are appended.
  private static func appending(_ text: String, by key: Key) -> String {
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

  mutating func performNaming(_ action: Action, _ text: String) -> [Effect] {
    guard action == .accept || action == .close else { return [] }
    overlay = nil
    if action == .accept { rename(text) }
    return []
  }
}

extension ExplorerState {
  /// Opens a text field if the selected control takes a number; otherwise opens its list or selects
  /// the next option.
  mutating func startTyping() -> [Effect] {
    switch control {
    case .network, .site: return select(from: control)
    case .mode, .space, .convention, .moments: return adjust(control, by: 1)
    case .picture, .channel, .gamma, .beta, .alpha, .weight, .epsilon, .groups:
      overlay = .entry("")
      return []
    }
  }

  /// Returns the text after a key. Digits, signs, points and exponents are appended.
  static func appendingDigit(_ text: String, by key: Key) -> String {
    switch key {
    case .backspace: String(text.dropLast())
    case .character(let letter) where "0123456789.-+eE".unicodeScalars.contains(letter):
      text.count < 16 ? text + String(letter) : text
    default: text
    }
  }

  mutating func performEntry(_ action: Action, _ text: String) -> [Effect] {
    switch action {
    case .close:
      overlay = nil
      return []
    case .accept:
      overlay = nil
      return text.isEmpty ? [] : accept(text)
    default: return []
    }
  }

  private mutating func accept(_ text: String) -> [Effect] {
    guard let value = Double(text), value.isFinite else {
      notice = "‘\(text)’ is not a number; use 0.5, -2 or 1e-5"
      return []
    }
    if let range = limits, !range.contains(value) {
      let (low, high) = (NumberFormat.bound(range.lowerBound), NumberFormat.bound(range.upperBound))
      notice = "\(text) is out of range: \(low) to \(high)"
      return []
    }
    return set(value)
  }

  /// Valid range of the selected control; nil if it takes no number.
  private var limits: ClosedRange<Double>? {
    if page == .styles { return -10...10 }
    return switch control {
    case .epsilon: 0...1e6
    case .alpha, .weight: -10...10
    case .picture: 0...Double(max(0, (frame?.report?.pictures ?? 1) - 1))
    case .channel: 0...Double(max(0, channelCount - 1))
    case .groups: 1...Double(max(1, channelCount))
    case .gamma, .beta: -1e9...1e9
    case .network, .site, .mode, .space, .convention, .moments: nil
    }
  }

  private mutating func set(_ value: Double) -> [Effect] {
    if page == .styles { return selectedStyle.map { setWeight(value, of: $0) } ?? [] }
    switch control {
    case .alpha: settings.alpha = value
    case .epsilon: settings.epsilon = value
    case .weight(let index): setWeight(value, of: index)
    case .channel: channel = .one(Int(value))
    case .picture: settings.input = settings.input.selecting(picture: Int(value))
    case .groups: setGroups(Int(value))
    case .gamma, .beta:
      pendingEnteredValues.append(EnteredValue(control: control, channels: channel, value: value))
      // The value relates to γ and β of the current frame; while it is being computed, wait for it.
      return isComputing ? [] : receive(frame)
    case .network, .site, .mode, .space, .convention, .moments: break
    }
    return recompute()
  }

  private mutating func receive(_ frame: Frame?) -> [Effect] {
    frame.map { receive($0) } ?? []
  }

  private mutating func setGroups(_ groups: Int) {
    guard channelCount % groups == 0 else {
      notice = "\(channelCount) channels cannot be divided into \(groups) equal groups"
      return
    }
    settings.groups = groups
  }
}
