// SPDX-License-Identifier: MIT

extension Page {
  /// The name in a session.
  var word: String { name.lowercased() }
}

extension Control {
  private static let words: [String: Control] = [
    "network": .network, "site": .site, "moments": .moments,
    "mode": .mode, "space": .space, "picture": .picture, "channel": .channel, "gamma": .gamma,
    "beta": .beta, "alpha": .alpha, "convention": .convention, "epsilon": .epsilon,
    "groups": .groups,
  ]

  /// The name in a session; a style's weight has its place in the list, from 1.
  public var word: String {
    if case .weight(let index) = self { return "weight \(index + 1)" }
    return Self.words.first { $0.value == self }?.key ?? "mode"
  }

  /// The control of a name.
  init?(word: String) {
    let parts = word.split(separator: " ")
    if parts.count == 2, parts[0] == "weight", let place = Int(parts[1]), place > 0 {
      self = .weight(place - 1)
    } else if let control = Self.words[word] {
      self = control
    } else {
      return nil
    }
  }
}
