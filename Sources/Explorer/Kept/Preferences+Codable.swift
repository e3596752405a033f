// SPDX-License-Identifier: MIT

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
