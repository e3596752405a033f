// SPDX-License-Identifier: MIT

/// How the user wants pictures to be drawn.
public enum GraphicsChoice: String, CaseIterable, Sendable {
  /// The best that the terminal is known to do.
  case auto
  /// Block characters in color.
  case symbols
  /// Plain letters and signs.
  case ascii
  /// Sixel graphics, whatever the terminal says.
  case sixel
  /// The graphics protocol of kitty, whatever the terminal says.
  case kitty
  /// The inline pictures of iTerm2, whatever the terminal says.
  case iterm
  /// Block characters in any of 2²⁴ colors, whatever the terminal says.
  case truecolor

  /// What this choice means on a terminal.
  ///
  /// An explicit choice wins over what the terminal says, and one of graphics or of true color over
  /// `NO_COLOR` too, but block characters cannot be shown where characters are not UTF-8.
  public func mode(on terminal: Capabilities, environment: [String: String]) -> GraphicsMode {
    let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty
    let colors = isPlain ? 0 : terminal.colors
    switch self {
    case .sixel: return Self.sixel(on: terminal)
    case .kitty: return .kitty(cell: terminal.cell)
    case .iterm: return .iterm(cell: terminal.cell)
    case .truecolor: return terminal.isUTF8 ? .truecolor : .ascii(colors: colors)
    case .ascii: return .ascii(colors: colors)
    case .symbols: return terminal.isUTF8 ? .symbols(colors: colors) : .ascii(colors: colors)
    case .auto:
      if !isPlain, let best = Self.beyondCurses(on: terminal) { return best }
      return terminal.isUTF8 && colors > 0 ? .symbols(colors: colors) : .ascii(colors: colors)
    }
  }

  private static func sixel(on terminal: Capabilities) -> GraphicsMode {
    .sixel(
      cellWidth: terminal.cell.width, cellHeight: terminal.cell.height,
      registers: terminal.raisedSixelRegisters)
  }

  /// The best of what curses knows nothing about, nil where there is none.
  ///
  /// Multiplexers lose such pictures when they redraw; Konsole and Contour place sixels wrongly.
  private static func beyondCurses(on terminal: Capabilities) -> GraphicsMode? {
    guard !terminal.isMultiplexed else { return nil }
    let name = terminal.name.lowercased()
    if terminal.hasKitty { return .kitty(cell: terminal.cell) }
    if terminal.hasITerm { return .iterm(cell: terminal.cell) }
    if terminal.hasSixel, !["konsole", "contour"].contains(where: { name.hasPrefix($0) }) {
      return sixel(on: terminal)
    }
    return terminal.hasTrueColor && terminal.isUTF8 && terminal.colors > 0 ? .truecolor : nil
  }
}
