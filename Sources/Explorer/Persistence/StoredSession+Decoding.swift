// SPDX-License-Identifier: MIT

import Normalization
import Pictures
import Settings

extension StoredSession {
  /// Returns the session.
  /// - Throws: `SessionError` for an invalid value.
  func session() throws(SessionError) -> Session {
    var settings = RenderSettings(input: content.input, batch: batch)
    settings.styles = try styles.map { style throws(SessionError) in
      WeightedStyle(
        path: style.path, tensor: style.tensor, weight: try Self.finite(style.weight, "weight"))
    }
    settings.mode = try Self.known(mode, "mode")
    settings.space = try Self.known(space, "space")
    settings.convention = try Self.known(convention, "convention")
    settings.alpha = try Self.finite(alpha, "alpha")
    settings.epsilon = try Self.checked(epsilon, "epsilon", epsilon.isFinite && epsilon >= 0)
    settings.groups = try Self.checked(groups, "groups", groups > 0)
    (settings.usesIdentityAffine, settings.isEqualized) = (bare, equalized)
    settings.edits = try Self.edits(edits, "edits")
    settings.identityAffineEdits = try Self.edits(bareEdits, "bareEdits")
    settings.affineOverride = AffineOverride(
      gamma: try Self.list(gamma, "gamma"), beta: try Self.list(beta, "beta"))
    settings.size = try size.map { size throws(SessionError) in
      try Self.checked(size, "size", RenderSettings.sizes.contains(size))
    }
    settings.styleSize = try styleSize.map { size throws(SessionError) in
      try Self.checked(size, "styleSize", RenderSettings.sizes.contains(size))
    }
    settings.network = try network.map { form throws(SessionError) in try form.settings() }
    return try session(of: settings)
  }

  private func session(of settings: RenderSettings) throws(SessionError) -> Session {
    var session = Session(settings: settings)
    session.page = try Self.found(Page.allCases.first { $0.storedName == page }, "page", page)
    session.control = try Self.found(Control(storedName: control), "control", control)
    session.compared = try Self.known(compared, "compared")
    let index = try channel.map { c throws(SessionError) in
      try Self.checked(c, "channel", c >= 0)
    }
    session.channel = index.map { .one($0) } ?? .all
    session.filter = filter
    if case .tensor(_, _, let index) = settings.input {
      _ = try Self.checked(index, "picture", index >= 0)
    }
    return session
  }

  private static func edits(
    _ form: Edits, _ name: String
  ) throws(SessionError) -> [ColorSpace: [Int: AffineEdit]] {
    var edits: [ColorSpace: [Int: AffineEdit]] = [:]
    for (space, channels) in form {
      let space: ColorSpace = try known(space, name)
      let stepped = try Self.edits(of: channels, name)
      if !stepped.isEmpty { edits[space] = stepped }
    }
    return edits
  }

  /// Returns the edits by channel.
  /// - Throws: `SessionError` for an invalid channel or number.
  static func edits(
    of form: [String: Edit], _ name: String
  ) throws(SessionError) -> [Int: AffineEdit] {
    var edits: [Int: AffineEdit] = [:]
    for (channel, stepped) in form {
      let index = try found(Int(channel).flatMap { $0 >= 0 ? $0 : nil }, name, channel)
      edits[index] = AffineEdit(
        factor: try finite(stepped.factor, name), offset: try finite(stepped.offset, name))
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
