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
  public var controls: [Control] {
    var list: [Control] = [.mode]
    list.append(input.isPicture ? .space : .picture)
    list.append(.channel)
    if mode == .none { return list }
    list += [.gamma, .beta]
    if mode == .adaptive { list.append(.alpha) }
    if mode == .conditional || (mode == .adaptive && styles.count > 1) {
      list += styles.indices.map(Control.weight)
    }
    if mode == .group { list.append(.groups) }
    return list + (mode == .adaptive ? [.epsilon, .convention] : [.epsilon])
  }
}
