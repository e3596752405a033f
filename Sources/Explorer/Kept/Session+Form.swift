// SPDX-License-Identifier: MIT

import Normalization
import Pictures

extension SessionForm {
  /// The session. - Throws: `SessionError` for a value that the program cannot have.
  func session() throws(SessionError) -> Session {
    var setup = Setup(input: content.input, batch: batch)
    setup.styles = try styles.map { style throws(SessionError) in
      StyleChoice(path: style.path, weight: try Self.finite(style.weight, "weight"))
    }
    setup.mode = try Self.known(mode, "mode")
    setup.space = try Self.known(space, "space")
    setup.convention = try Self.known(convention, "convention")
    setup.alpha = try Self.finite(alpha, "alpha")
    setup.epsilon = try Self.checked(epsilon, "epsilon", epsilon.isFinite && epsilon >= 0)
    setup.groups = try Self.checked(groups, "groups", groups > 0)
    (setup.isBare, setup.isEqualized) = (bare, equalized)
    setup.edits = try Self.edits(edits, "edits")
    setup.bareEdits = try Self.edits(bareEdits, "bareEdits")
    setup.parameters = GivenParameters(
      gamma: try Self.list(gamma, "gamma"), beta: try Self.list(beta, "beta"))
    setup.size = try size.map { size throws(SessionError) in
      try Self.checked(size, "size", Setup.sizes.contains(size))
    }
    setup.styleSize = try styleSize.map { size throws(SessionError) in
      try Self.checked(size, "styleSize", Setup.sizes.contains(size))
    }
    setup.network = try network.map { form throws(SessionError) in try form.choice() }
    return try session(of: setup)
  }

  private func session(of setup: Setup) throws(SessionError) -> Session {
    var session = Session(setup: setup)
    session.page = try Self.found(Page.allCases.first { $0.word == page }, "page", page)
    session.control = try Self.found(Control(word: control), "control", control)
    session.compared = try Self.known(compared, "compared")
    let index = try channel.map { c throws(SessionError) in
      try Self.checked(c, "channel", c >= 0)
    }
    session.channel = index.map { .one($0) } ?? .all
    session.filter = filter
    if case .tensor(_, let index) = setup.input {
      _ = try Self.checked(index, "picture", index >= 0)
    }
    return session
  }

  private static func edits(
    _ form: Edits, _ name: String
  ) throws(SessionError) -> [ColorSpace: [Int: Edit]] {
    var edits: [ColorSpace: [Int: Edit]] = [:]
    for (space, channels) in form {
      let space: ColorSpace = try known(space, name)
      let turned = try Self.edits(of: channels, name)
      if !turned.isEmpty { edits[space] = turned }
    }
    return edits
  }

  /// Edits by channel. - Throws: `SessionError` for a channel or figure that cannot be.
  static func edits(
    of form: [String: Turned], _ name: String
  ) throws(SessionError) -> [Int: Edit] {
    var edits: [Int: Edit] = [:]
    for (channel, turned) in form {
      let index = try found(Int(channel).flatMap { $0 >= 0 ? $0 : nil }, name, channel)
      edits[index] = Edit(
        factor: try finite(turned.factor, name), offset: try finite(turned.offset, name))
    }
    return edits
  }

  private static func list(_ list: [Double]?, _ name: String) throws(SessionError) -> [Double]? {
    guard let list else { return nil }
    return try checked(list, name, !list.isEmpty && list.allSatisfy(\.isFinite))
  }

  static func finite(_ value: Double, _ name: String) throws(SessionError) -> Double {
    try checked(value, name, value.isFinite)
  }

  static func known<Choice: RawRepresentable<String>>(
    _ text: String, _ name: String
  ) throws(SessionError) -> Choice {
    try found(Choice(rawValue: text), name, text)
  }

  private static func found<Value>(
    _ value: Value?, _ name: String, _ text: String
  ) throws(SessionError) -> Value {
    guard let value else { throw .impossible(name: name, value: "‘\(text)’") }
    return value
  }

  static func checked<Value>(
    _ value: Value, _ name: String, _ isPossible: Bool
  ) throws(SessionError) -> Value {
    guard isPossible else { throw .impossible(name: name, value: "\(value)") }
    return value
  }
}
