// SPDX-License-Identifier: MIT

import Settings

/// Something that can be turned.
public enum Control: Hashable, Sendable {
  /// The network that the picture goes through.
  case network
  /// The site of the network that is looked at.
  case site
  /// The normalization.
  case mode
  /// The space of the channels.
  case space
  /// Which picture of a tensor's batch is shown.
  case picture
  /// Which channel γ and β act on.
  case channel
  /// γ.
  case gamma
  /// β.
  case beta
  /// The style mix.
  case alpha
  /// Whose divisor and ε AdaIN follows.
  case convention
  /// The weight of one style.
  case weight(Int)
  /// Whether BN takes running moments or the batch's.
  case moments
  /// ε.
  case epsilon
  /// The groups of GN.
  case groups
}

extension Control {
  /// Whether it is a number on a track.
  var isSlider: Bool {
    switch self {
    case .gamma, .beta, .alpha, .weight, .epsilon: true
    case .network, .site, .mode, .space, .picture, .channel, .groups, .convention, .moments: false
    }
  }
}

extension RenderSettings {
  /// The controls that mean something now, in the order of the screen.
  public var controls: [Control] { controls(of: [mode]) }

  /// The controls that mean something to one of several modes.
  func controls(of modes: [Mode]) -> [Control] {
    var list: [Control] = input.isPicture ? [.network] : []
    if network != nil { list.append(.site) }
    list.append(.mode)
    if network == nil { list.append(input.isPicture ? .space : .picture) }
    list.append(.channel)
    if modes == [.none] { return list }
    list += [.gamma, .beta]
    if takesAlpha(modes) { list.append(.alpha) }
    if modes.contains(.conditional) || usesRows || (modes.contains(.adaptive) && styles.count > 1) {
      list += mixed.indices.map(Control.weight)
    }
    if modes.contains(.batch), network?.selectedSite.hasRunning == true { list.append(.moments) }
    if modes.contains(.group) { list.append(.groups) }
    return list + (modes.contains(.adaptive) ? [.epsilon, .convention] : [.epsilon])
  }
}

extension RenderSettings {
  /// Whether α means something: to AdaIN, and within a network wherever γ and β are a style's.
  private func takesAlpha(_ modes: [Mode]) -> Bool {
    if modes.contains(.adaptive) { return true }
    return network?.selectedSite.own == .adaptive
      && modes.contains { $0 != .none && $0 != .conditional }
  }
}

extension State {
  /// The controls of the page: where several modes are shown, those of all of them.
  var controls: [Control] {
    page == .compare ? settings.controls(of: Mode.compared) : settings.controls
  }
}

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

/// A γ or β that was typed, before it is turned into an edit.
public struct TypedValue: Equatable, Sendable {
  /// `gamma` or `beta`.
  public let control: Control
  /// The channels it is for.
  public let channels: ChannelChoice
  /// What γ or β is to be.
  public let value: Double

  /// A typed value.
  public init(control: Control, channels: ChannelChoice, value: Double) {
    (self.control, self.channels, self.value) = (control, channels, value)
  }
}
