// SPDX-License-Identifier: MIT

/// How the program looks and listens, whatever it computes; kept from one start to the next.
public struct Preferences: Equatable, Sendable, Codable {
  /// The colors of the interface.
  public var theme = Theme.auto
  /// Whether the mouse is listened to; while it is, the terminal selects text with Shift held.
  public var hasMouse = true

  /// The settings of a first start.
  public init() {}
}

/// The colors of the interface.
public enum Theme: String, CaseIterable, Sendable, Codable {
  /// Dark or light, as the terminal says.
  case auto
  /// For a dark background.
  case dark
  /// For a light background.
  case light
  /// Bold and bright, for projectors and weak eyes.
  case contrast
  /// Without color.
  case mono

  /// The name for people.
  public var name: String { self == .contrast ? "high contrast" : rawValue }
}

extension Preferences {
  private enum Key: String, CodingKey { case theme, mouse }

  /// Reads settings; what is not there is as at a first start.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    theme = try values.decodeIfPresent(Theme.self, forKey: .theme) ?? theme
    hasMouse = try values.decodeIfPresent(Bool.self, forKey: .mouse) ?? hasMouse
  }

  /// Writes all of them.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(theme, forKey: .theme)
    try values.encode(hasMouse, forKey: .mouse)
  }

  /// These settings with what has changed between two others.
  public func changed(from old: Preferences, to new: Preferences) -> Preferences {
    var result = self
    if new.theme != old.theme { result.theme = new.theme }
    if new.hasMouse != old.hasMouse { result.hasMouse = new.hasMouse }
    return result
  }
}
