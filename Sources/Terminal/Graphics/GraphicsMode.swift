// SPDX-License-Identifier: MIT

/// Value of the `--graphics` option.
public enum GraphicsChoice: String, CaseIterable, Sendable {
  /// The best mode that the terminal is known to support.
  case auto
  /// Colored block characters.
  case symbols
  /// ASCII characters.
  case ascii
  /// Sixel graphics, even if the terminal does not report support.
  case sixel
  /// kitty graphics protocol, even if the terminal does not report support.
  case kitty
  /// iTerm2 inline images, even if the terminal does not report support.
  case iterm
  /// Block characters in 24-bit color, even if the terminal does not report support.
  case truecolor

  /// Returns the mode for a terminal.
  ///
  /// An explicit choice overrides the terminal's capabilities, and explicit graphics or true color
  /// also override `NO_COLOR`. Block characters need a UTF-8 locale.
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
      if !isPlain, let best = Self.graphicsBeyondCurses(on: terminal) { return best }
      return terminal.isUTF8 && colors > 0 ? .symbols(colors: colors) : .ascii(colors: colors)
    }
  }

  private static func sixel(on terminal: Capabilities) -> GraphicsMode {
    .sixel(
      cellWidth: terminal.cell.width, cellHeight: terminal.cell.height,
      registers: terminal.raisedSixelRegisters)
  }

  /// Returns the best mode that bypasses curses, or nil.
  ///
  /// Multiplexers lose such pictures when they redraw. Konsole and Contour misplace sixels.
  private static func graphicsBeyondCurses(on terminal: Capabilities) -> GraphicsMode? {
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

/// Method of drawing pictures on a terminal.
public enum GraphicsMode: Equatable, Sendable {
  /// Block characters in a palette of 256, 16 or 8 colors, or 0 for the default colors.
  case symbols(colors: Int)
  /// ASCII characters in a palette of 256, 16 or 8 colors, or 0 for the default colors.
  case ascii(colors: Int)
  /// Block characters in 24-bit color. Bypasses curses, which has too few color pairs.
  case truecolor
  /// Sixel graphics. `registers` is 0 if unknown, which is treated as 256.
  case sixel(cellWidth: Int, cellHeight: Int, registers: Int)
  /// kitty graphics protocol.
  case kitty(cell: CellSize)
  /// iTerm2 inline images.
  case iterm(cell: CellSize)
}

/// Quality of an encoded picture.
public enum RasterQuality: Sendable {
  /// Fast; used while a key is held.
  case coarse
  /// Slower; used for the final picture.
  case fine
}
