// SPDX-License-Identifier: MIT

/// What decides how a screen looks besides its cells.
public struct ScreenLook: Equatable, Sendable {
  /// The number of colors.
  public let colors: Int
  /// Whether the background is light.
  public let isLight: Bool
  /// The size of a cell, of which only the shape counts.
  public let cell: CellSize

  /// A look.
  public init(colors: Int, isLight: Bool = false, cell: CellSize = .standard) {
    (self.colors, self.isLight, self.cell) = (colors, isLight, cell)
  }
}

extension Screen {
  /// How this screen looks.
  public var look: ScreenLook {
    ScreenLook(colors: palette.colors, isLight: capabilities.isLight, cell: capabilities.cell)
  }
}
