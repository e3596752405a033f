// SPDX-License-Identifier: MIT

/// Something that can be turned.
public enum Control: Hashable, Sendable {
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
  /// ε.
  case epsilon
  /// The groups of GN.
  case groups
}

extension Setup {
  /// The controls that mean something now, in the order of the screen.
  public var controls: [Control] { controls(of: [mode]) }

  /// The controls that mean something to one of several modes.
  func controls(of modes: [Mode]) -> [Control] {
    var list: [Control] = [.mode]
    list.append(input.isPicture ? .space : .picture)
    list.append(.channel)
    if modes == [.none] { return list }
    list += [.gamma, .beta]
    if modes.contains(.adaptive) { list.append(.alpha) }
    if modes.contains(.conditional) || (modes.contains(.adaptive) && styles.count > 1) {
      list += styles.indices.map(Control.weight)
    }
    if modes.contains(.group) { list.append(.groups) }
    return list + (modes.contains(.adaptive) ? [.epsilon, .convention] : [.epsilon])
  }
}

extension State {
  /// The controls of the page: where several modes are shown, those of all of them.
  var controls: [Control] {
    page == .compare ? setup.controls(of: Mode.compared) : setup.controls
  }
}
