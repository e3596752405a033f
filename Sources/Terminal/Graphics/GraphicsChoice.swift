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

  /// What this choice means on a terminal.
  ///
  /// An explicit choice wins over what the terminal says and over `NO_COLOR`, but block characters
  /// cannot be shown where characters are not UTF-8.
  public func mode(on terminal: Capabilities, environment: [String: String]) -> GraphicsMode {
    let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty
    let colors = isPlain ? 0 : terminal.colors
    switch self {
    case .sixel: return Self.sixel(on: terminal)
    case .ascii: return .ascii(colors: colors)
    case .symbols: return terminal.isUTF8 ? .symbols(colors: colors) : .ascii(colors: colors)
    case .auto:
      if !isPlain, Self.trustsSixel(of: terminal) { return Self.sixel(on: terminal) }
      return terminal.isUTF8 && colors > 0 ? .symbols(colors: colors) : .ascii(colors: colors)
    }
  }

  private static func sixel(on terminal: Capabilities) -> GraphicsMode {
    .sixel(
      cellWidth: terminal.cell.width, cellHeight: terminal.cell.height,
      registers: terminal.raisedSixelRegisters)
  }

  /// Multiplexers lose pictures when they redraw; Konsole and Contour place them wrongly.
  private static func trustsSixel(of terminal: Capabilities) -> Bool {
    let name = terminal.name.lowercased()
    return terminal.hasSixel && !terminal.isMultiplexed
      && !["konsole", "contour"].contains { name.hasPrefix($0) }
  }
}
