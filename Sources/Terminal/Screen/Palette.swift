// SPDX-License-Identifier: MIT

import Explorer

/// How each ink looks, by the number of colors and the background of the terminal.
///
/// Hue says what something belongs to (content blue, style amber, result green), weight says what is
/// important. The background stays the user's own.
struct Palette: Equatable {
  let colors: Int
  private let isOnLight: Bool
  /// What the person prefers to the above.
  var theme = Theme.auto

  init(colors: Int, isLight: Bool = false) { (self.colors, isOnLight) = (colors, isLight) }

  private var isLight: Bool {
    switch theme {
    case .auto, .contrast, .mono: isOnLight
    case .dark: false
    case .light: true
    }
  }

  /// The look of an ink. Colors the terminal has not are left out.
  func look(_ ink: CellStyle) -> Look {
    switch ink {
    case .role(let role): look(role)
    case .palette(let foreground, let background):
      Look(available(foreground), on: available(background))
    case .heat(let level): heat(level)
    case .reserved: Look()
    }
  }

  /// Blue below the middle and red above it, stronger the farther; without colors underlined below and
  /// bold above, and reversed where it is far.
  private func heat(_ level: Int) -> Look {
    let isFar = abs(level) > 2
    if theme == .mono || colors < 8 {
      let side: Look.Attributes = level < 0 ? .underline : .bold
      return Look(nil, isFar ? [side, .reverse] : side)
    }
    if colors < 256 {
      let color: UInt8 = level < 0 ? (isLight || isFar ? 4 : 6) : 1
      return isFar ? Look(7, on: color, .bold) : Look(color)
    }
    let (below, above): ([UInt8], [UInt8]) =
      isLight
      ? ([189, 147, 111, 69], [224, 217, 210, 203]) : ([60, 61, 62, 26], [95, 131, 167, 124])
    return Look(isLight ? 16 : 231, on: (level < 0 ? below : above)[max(1, min(abs(level), 4)) - 1])
  }

  private func look(_ role: CellStyle.Role) -> Look {
    if theme == .mono || colors < 8 { return colorless(role) }
    if theme == .contrast { return strong(role) }
    return colors >= 256 ? rich(role) : plain(role)
  }

  private func available(_ color: UInt8?) -> UInt8? {
    color.flatMap { Int($0) < colors ? $0 : nil }
  }

  /// Middle tones of the 256, chosen for contrast with the background there is.
  private func rich(_ role: CellStyle.Role) -> Look {
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
  private func plain(_ role: CellStyle.Role) -> Look {
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

  /// Blue, amber, green and violet, as far from the background as there are. Of the first eight, bold
  /// makes lighter ones in many terminals, so the palette of 256 is preferred.
  private var strongColors: [UInt8] {
    if colors >= 256 { return isLight ? [18, 88, 22, 53] : [51, 226, 46, 213] }
    return isLight ? [4, 1, 2, 5] : colors >= 16 ? [14, 11, 10, 13] : [6, 3, 2, 5]
  }

  /// Nothing dim, and the terminal's brightest or darkest colors in bold.
  private func strong(_ role: CellStyle.Role) -> Look {
    let bright = strongColors
    switch role {
    case .text, .label, .value, .faint, .frame: return Look()
    case .title, .key: return Look(nil, .bold)
    case .selected: return Look(nil, [.reverse, .bold])
    case .content, .track: return Look(bright[0], .bold)
    case .style: return Look(bright[1], .bold)
    case .result: return Look(bright[2], .bold)
    case .edited: return Look(bright[3], .bold)
    case .warning: return Look(bright[1], [.bold, .underline])
    }
  }

  private func colorless(_ role: CellStyle.Role) -> Look {
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
