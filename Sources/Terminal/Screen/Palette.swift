// SPDX-License-Identifier: MIT

import Explorer

/// Mapping from cell styles to colors and attributes, by theme, number of colors and background.
///
/// Hue shows the category (content blue, style amber, result green) and weight the importance. The
/// terminal's background color is not changed.
struct Palette: Equatable {
  let colors: Int
  private let isLightBackground: Bool
  /// The user's theme, which overrides the terminal's properties.
  var theme = Theme.auto

  init(colors: Int, isLight: Bool = false) { (self.colors, isLightBackground) = (colors, isLight) }

  private var isLight: Bool {
    switch theme {
    case .auto, .contrast, .mono: isLightBackground
    case .dark: false
    case .light: true
    }
  }

  /// Returns the colors and attributes of a cell style. Colors that the terminal lacks are omitted.
  func style(_ cell: CellStyle) -> CursesStyle {
    switch cell {
    case .role(let role): style(role)
    case .palette(let foreground, let background):
      CursesStyle(available(foreground), on: available(background))
    case .heat(let level): heat(level)
    case .reserved: CursesStyle()
    }
  }

  /// Blue for negative and red for positive levels, more saturated with distance from zero. Without
  /// colors: underlined for negative, bold for positive, reversed for large distances.
  private func heat(_ level: Int) -> CursesStyle {
    let isFar = abs(level) > 2
    if theme == .mono || colors < 8 {
      let side: CursesStyle.Attributes = level < 0 ? .underline : .bold
      return CursesStyle(nil, isFar ? [side, .reverse] : side)
    }
    if colors < 256 {
      let color: UInt8 = level < 0 ? (isLight || isFar ? 4 : 6) : 1
      return isFar ? CursesStyle(7, on: color, .bold) : CursesStyle(color)
    }
    let (below, above): ([UInt8], [UInt8]) =
      isLight
      ? ([189, 147, 111, 69], [224, 217, 210, 203]) : ([60, 61, 62, 26], [95, 131, 167, 124])
    return CursesStyle(
      isLight ? 16 : 231, on: (level < 0 ? below : above)[max(1, min(abs(level), 4)) - 1])
  }

  private func style(_ role: CellStyle.Role) -> CursesStyle {
    if theme == .mono || colors < 8 { return colorless(role) }
    if theme == .contrast { return strong(role) }
    return colors >= 256 ? rich(role) : plain(role)
  }

  private func available(_ color: UInt8?) -> UInt8? {
    color.flatMap { Int($0) < colors ? $0 : nil }
  }

  /// Colors from the palette of 256, chosen for contrast with the background.
  private func rich(_ role: CellStyle.Role) -> CursesStyle {
    switch role {
    case .text, .label, .value: CursesStyle()
    case .faint: CursesStyle(isLight ? 242 : 245)
    case .frame: CursesStyle(isLight ? 250 : 240)
    case .title, .key: CursesStyle(nil, .bold)
    case .selected: CursesStyle(nil, .reverse)
    case .edited: CursesStyle(isLight ? 133 : 176)
    case .content: CursesStyle(isLight ? 26 : 75)
    case .style: CursesStyle(isLight ? 130 : 214)
    case .result: CursesStyle(isLight ? 29 : 79)
    case .warning: CursesStyle(isLight ? 166 : 208, .bold)
    case .track: CursesStyle(isLight ? 62 : 111)
    }
  }

  /// Colors from the palette of eight. Blue is unreadable on dark and yellow on light backgrounds.
  private func plain(_ role: CellStyle.Role) -> CursesStyle {
    switch role {
    case .text, .label, .value: CursesStyle()
    case .faint, .frame: CursesStyle(nil, .dim)
    case .title, .key: CursesStyle(nil, .bold)
    case .selected: CursesStyle(nil, .reverse)
    case .edited: CursesStyle(5)
    case .content, .track: CursesStyle(isLight ? 4 : 6)
    case .style: isLight ? CursesStyle(1) : CursesStyle(3)
    case .result: CursesStyle(2)
    case .warning: CursesStyle(1, .bold)
    }
  }

  /// Blue, amber, green and violet with maximum contrast to the background. Many terminals lighten
  /// bold text in the first eight colors, so colors of the palette of 256 are preferred.
  private var strongColors: [UInt8] {
    if colors >= 256 { return isLight ? [18, 88, 22, 53] : [51, 226, 46, 213] }
    return isLight ? [4, 1, 2, 5] : colors >= 16 ? [14, 11, 10, 13] : [6, 3, 2, 5]
  }

  /// Nothing dim; the brightest or darkest colors in bold.
  private func strong(_ role: CellStyle.Role) -> CursesStyle {
    let bright = strongColors
    switch role {
    case .text, .label, .value, .faint, .frame: return CursesStyle()
    case .title, .key: return CursesStyle(nil, .bold)
    case .selected: return CursesStyle(nil, [.reverse, .bold])
    case .content, .track: return CursesStyle(bright[0], .bold)
    case .style: return CursesStyle(bright[1], .bold)
    case .result: return CursesStyle(bright[2], .bold)
    case .edited: return CursesStyle(bright[3], .bold)
    case .warning: return CursesStyle(bright[1], [.bold, .underline])
    }
  }

  private func colorless(_ role: CellStyle.Role) -> CursesStyle {
    switch role {
    case .text, .label, .value, .content, .style, .track: CursesStyle()
    case .faint, .frame: CursesStyle(nil, .dim)
    case .title, .key, .result: CursesStyle(nil, .bold)
    case .selected: CursesStyle(nil, .reverse)
    case .edited: CursesStyle(nil, .underline)
    case .warning: CursesStyle(nil, [.bold, .underline])
    }
  }
}

extension CursesStyle {
  fileprivate init(_ foreground: UInt8?, _ attributes: Attributes) {
    self.init(foreground, on: nil, attributes)
  }
}
