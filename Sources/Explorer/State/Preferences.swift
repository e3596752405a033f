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
