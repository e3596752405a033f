// SPDX-License-Identifier: MIT

/// How pictures are drawn on the terminal at hand.
public enum GraphicsMode: Equatable, Sendable {
  /// Block characters in a palette of 256, 16 or 8 colors, or 0 for the terminal's own two.
  case symbols(colors: Int)
  /// ASCII characters in a palette of 256, 16 or 8 colors, or 0 for the terminal's own two.
  case ascii(colors: Int)
  /// Block characters in any color, past curses, which has no pair for each two of them.
  case truecolor
  /// Sixel graphics: pixels of a cell, and color registers (0 when unknown, taken for 256).
  case sixel(cellWidth: Int, cellHeight: Int, registers: Int)
  /// The graphics protocol of kitty.
  case kitty(cell: CellSize)
  /// The inline pictures of iTerm2.
  case iterm(cell: CellSize)
}
