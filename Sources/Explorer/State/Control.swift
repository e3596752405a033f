// SPDX-License-Identifier: MIT

import Settings

/// Setting that the user can change with keys or the mouse.
public enum Control: Hashable, Sendable {
  /// Network that the picture passes through.
  case network
  /// Selected site of the network.
  case site
  /// Normalization mode.
  case mode
  /// Color space of the channels.
  case space
  /// Displayed picture of a tensor.
  case picture
  /// Channels that γ and β act on.
  case channel
  /// γ.
  case gamma
  /// β.
  case beta
  /// Style mix α of AdaIN.
  case alpha
  /// Divisor and ε convention of AdaIN.
  case convention
  /// Weight of one style.
  case weight(Int)
  /// Whether BN uses stored or current moments.
  case moments
  /// ε.
  case epsilon
  /// Number of groups of GN.
  case groups
}

extension Control {
  /// Whether it is a number with a slider track.
  var isSlider: Bool {
    switch self {
    case .gamma, .beta, .alpha, .weight, .epsilon: true
    case .network, .site, .mode, .space, .picture, .channel, .groups, .convention, .moments: false
    }
  }
}

extension RenderSettings {
  /// Controls that have an effect now, in screen order.
  public var controls: [Control] { controls(of: [mode]) }

  /// Controls that have an effect in one of several modes.
  func controls(of modes: [NormalizationMode]) -> [Control] {
    var list: [Control] = input.isPicture ? [.network] : []
    if network != nil { list.append(.site) }
    list.append(.mode)
    if network == nil { list.append(input.isPicture ? .space : .picture) }
    list.append(.channel)
    if modes == [.none] { return list }
    list += [.gamma, .beta]
    if takesAlpha(modes) { list.append(.alpha) }
    if modes.contains(.conditional) || usesRows || (modes.contains(.adaptive) && styles.count > 1) {
      list += styleMixture.indices.map(Control.weight)
    }
    if modes.contains(.batch), network?.selectedSite.hasRunningStatistics == true {
      list.append(.moments)
    }
    if modes.contains(.group) { list.append(.groups) }
    return list + (modes.contains(.adaptive) ? [.epsilon, .convention] : [.epsilon])
  }
}

extension RenderSettings {
  /// Whether α has an effect: in AdaIN, and within a network wherever γ and β come from a style
  /// picture.
  private func takesAlpha(_ modes: [NormalizationMode]) -> Bool {
    if modes.contains(.adaptive) { return true }
    return network?.selectedSite.defaultMode == .adaptive
      && modes.contains { $0 != .none && $0 != .conditional }
  }
}

extension ExplorerState {
  /// Controls of the page. The Compare page has the controls of all its modes.
  var controls: [Control] {
    page == .compare ? settings.controls(of: NormalizationMode.comparePageModes) : settings.controls
  }
}

/// Selected channels.
public enum ChannelChoice: Equatable, Hashable, Sendable {
  /// All channels.
  case all
  /// One channel, from 0.
  case one(Int)

  /// Index of the channel; nil for all.
  public var index: Int? {
    if case .one(let channel) = self { channel } else { nil }
  }

  /// Returns the selection `steps` positions further on in the order all, 0, 1, … C − 1, clamped to
  /// its ends.
  public func moved(_ steps: Int, of count: Int) -> ChannelChoice {
    let place = (index ?? -1) + steps
    return place < 0 || count == 0 ? .all : .one(min(place, count - 1))
  }
}

/// Typed γ or β before it is converted to an edit.
public struct EnteredValue: Equatable, Sendable {
  /// `gamma` or `beta`.
  public let control: Control
  /// The channels to change.
  public let channels: ChannelChoice
  /// New value of γ or β.
  public let value: Double

  /// Creates a typed value.
  public init(control: Control, channels: ChannelChoice, value: Double) {
    (self.control, self.channels, self.value) = (control, channels, value)
  }
}
