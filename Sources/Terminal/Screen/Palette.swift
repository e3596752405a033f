// SPDX-License-Identifier: MIT

import Explorer

/// How each ink looks, by the number of colors and the background of the terminal.
///
/// Hue says what something belongs to (content blue, style amber, result green), weight says what is
/// important. The background stays the user's own.
struct Palette: Equatable {
  let colors: Int
  let isLight: Bool

  init(colors: Int, isLight: Bool = false) { (self.colors, self.isLight) = (colors, isLight) }

  /// The look of an ink. Colors the terminal has not are left out.
  func look(_ ink: Ink) -> Look {
    switch ink {
    case .role(let role):
      colors >= 256 ? rich(role) : colors >= 8 ? plain(role) : colorless(role)
    case .palette(let foreground, let background):
      Look(available(foreground), on: available(background))
    case .reserved: Look()
    }
  }

  private func available(_ color: UInt8?) -> UInt8? {
    color.flatMap { Int($0) < colors ? $0 : nil }
  }

  /// Middle tones of the 256, chosen for contrast with the background there is.
  private func rich(_ role: Ink.Role) -> Look {
    switch role {
    case .text, .label, .value: Look()
    case .faint: Look(isLight ? 242 : 245)
    case .frame: Look(isLight ? 250 : 240)
    case .title, .key: Look(nil, .bold)
    case .selected: Look(nil, .reverse)
    case .edited: Look(isLight ? 133 : 176)
    case .content: Look(isLight ? 26 : 75)
    case .style: Look(isLight ? 130 : 214)
    case .result: Look(isLight ? 29 : 79)
    case .warning: Look(isLight ? 166 : 208, .bold)
    case .track: Look(isLight ? 62 : 111)
    }
  }

  /// Eight colors; their blue and yellow are unreadable on one background or the other.
  private func plain(_ role: Ink.Role) -> Look {
    switch role {
    case .text, .label, .value: Look()
    case .faint, .frame: Look(nil, .dim)
    case .title, .key: Look(nil, .bold)
    case .selected: Look(nil, .reverse)
    case .edited: Look(5)
    case .content, .track: Look(isLight ? 4 : 6)
    case .style: isLight ? Look(1) : Look(3)
    case .result: Look(2)
    case .warning: Look(1, .bold)
    }
  }

  private func colorless(_ role: Ink.Role) -> Look {
    switch role {
    case .text, .label, .value, .content, .style, .track: Look()
    case .faint, .frame: Look(nil, .dim)
    case .title, .key, .result: Look(nil, .bold)
    case .selected: Look(nil, .reverse)
    case .edited: Look(nil, .underline)
    case .warning: Look(nil, [.bold, .underline])
    }
  }
}

extension Look {
  fileprivate init(_ foreground: UInt8?, _ attributes: Attributes) {
    self.init(foreground, on: nil, attributes)
  }
}
