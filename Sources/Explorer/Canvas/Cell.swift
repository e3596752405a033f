// SPDX-License-Identifier: MIT

/// One character cell of the screen.
public struct Cell: Equatable, Hashable, Sendable {
  /// The character. U+0000 stands for the right half of a double-width character.
  public var glyph: Unicode.Scalar
  /// A combining mark over the character, as in x̂.
  public var mark: Unicode.Scalar?
  /// Its color and weight.
  public var ink: CellStyle

  /// A cell with the given character and ink.
  public init(
    _ glyph: Unicode.Scalar = " ", _ ink: CellStyle = .role(.text), mark: Unicode.Scalar? = nil
  ) {
    self.glyph = glyph
    self.mark = mark
    self.ink = ink
  }

  /// An empty cell.
  public static let blank = Cell()
  /// The cell behind a picture. U+00A0 keeps curses from clearing it with erase-to-end-of-line.
  public static let reserved = Cell("\u{A0}", .reserved)
}
