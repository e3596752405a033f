// SPDX-License-Identifier: MIT

/// Appearance and input devices, independent of what is computed. Stored from one start to the
/// next.
public struct Preferences: Equatable, Sendable, Codable {
  /// Colors of the interface.
  public var theme = Theme.auto
  /// Whether the mouse is used. If it is, the terminal selects text with Shift held.
  public var hasMouse = true

  /// Creates the defaults.
  public init() {}
}

/// Colors of the interface.
public enum Theme: String, CaseIterable, Sendable, Codable {
  /// Dark or light, as reported by the terminal.
  case auto
  /// For a dark background.
  case dark
  /// For a light background.
  case light
  /// Bold and bright, for projectors and low vision.
  case contrast
  /// Without color.
  case mono

  /// Name on screen.
  public var name: String { self == .contrast ? "high contrast" : rawValue }
}

extension Preferences {
  private enum Key: String, CodingKey { case theme, mouse }

  /// Decodes preferences. Missing keys have their defaults.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    theme = try values.decodeIfPresent(Theme.self, forKey: .theme) ?? theme
    hasMouse = try values.decodeIfPresent(Bool.self, forKey: .mouse) ?? hasMouse
  }

  /// Encodes all preferences.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(theme, forKey: .theme)
    try values.encode(hasMouse, forKey: .mouse)
  }

  /// Returns these preferences with the changes between two others.
  public func changed(from old: Preferences, to new: Preferences) -> Preferences {
    var result = self
    if new.theme != old.theme { result.theme = new.theme }
    if new.hasMouse != old.hasMouse { result.hasMouse = new.hasMouse }
    return result
  }
}
