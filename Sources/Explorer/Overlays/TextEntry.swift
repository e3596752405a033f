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
    case .filter: return setChannelFilter(Self.lettered(channelsPage.filter, by: key))
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

  mutating func performNaming(_ action: Action, _ text: String) -> [Effect] {
    guard action == .accept || action == .close else { return [] }
    overlay = nil
    if action == .accept { rename(text) }
    return []
  }
}

extension State {
  /// Opens the line for a number, where the chosen control takes one.
  mutating func startTyping() -> [Effect] {
    switch control {
    case .network, .site: return select(from: control)
    case .mode, .space, .convention, .moments: return adjust(control, by: 1)
    case .picture, .channel, .gamma, .beta, .alpha, .weight, .epsilon, .groups:
      overlay = .entry("")
      return []
    }
  }

  /// The text after a key: digits, sign, point and exponent are taken.
  static func edited(_ text: String, by key: Key) -> String {
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
      notice = "‘\(text)’ is not a number; write it as 0.5, -2 or 1e-5"
      return []
    }
    if let range = limits, !range.contains(value) {
      let (low, high) = (NumberFormat.bound(range.lowerBound), NumberFormat.bound(range.upperBound))
      notice = "\(text) is outside \(low) to \(high)"
      return []
    }
    return set(value)
  }

  /// What may be typed for the chosen control.
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
    case .picture: settings.input = .tensor(path: settings.input.path, index: Int(value))
    case .groups: setGroups(Int(value))
    case .gamma, .beta:
      pendingValues.append(TypedValue(control: control, channels: channel, value: value))
      // A frame of this very state is what the value relates to; without it, one is on its way.
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
      notice = "\(groups) groups do not divide \(channelCount) channels evenly"
      return
    }
    settings.groups = groups
  }
}
