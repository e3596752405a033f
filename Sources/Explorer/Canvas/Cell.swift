// SPDX-License-Identifier: MIT

/// One character cell of the screen.
public struct Cell: Equatable, Hashable, Sendable {
  /// The character. U+0000 stands for the right half of a double-width character.
  public var glyph: Unicode.Scalar
  /// A combining mark over the character, as in x̂.
  public var mark: Unicode.Scalar?
  /// Its color and weight.
  public var style: CellStyle

  /// A cell with the given character and style.
  public init(
    _ glyph: Unicode.Scalar = " ", _ style: CellStyle = .role(.text), mark: Unicode.Scalar? = nil
  ) {
    self.glyph = glyph
    self.mark = mark
    self.style = style
  }

  /// An empty cell.
  public static let blank = Cell()
  /// The cell behind a picture. U+00A0 keeps curses from clearing it with erase-to-end-of-line.
  public static let reserved = Cell("\u{A0}", .reserved)
}

/// The color and weight of a cell, named by what it is for; the terminal decides how it looks.
public enum CellStyle: Equatable, Hashable, Sendable {
  /// Text of the interface in one of the roles.
  case role(Role)
  /// A picture's cell: entries of the 256-color palette, nil for the terminal's own color.
  case palette(foreground: UInt8?, background: UInt8?)
  /// A cell of a heat map, −4…4: how far below or above the middle it is.
  case heat(Int)
  /// A cell behind a picture drawn with graphics: it must never be optimised into an erase.
  case reserved

  /// What a piece of text is for.
  public enum Role: UInt8, CaseIterable, Sendable {
    /// Ordinary text.
    case text
    /// Secondary text: units, hints, axes.
    case faint
    /// The heading of a panel and the program's name.
    case title
    /// Rules and frames.
    case frame
    /// The name of a control.
    case label
    /// A figure or a value.
    case value
    /// The control or row under the cursor.
    case selected
    /// A key in the footer and the help.
    case key
    /// Something that was edited by the user.
    case edited
    /// Figures and bars of the content.
    case content
    /// Figures and bars of the style.
    case style
    /// Figures and bars of the result.
    case result
    /// A sentence that needs attention.
    case warning
    /// The filled part of a slider.
    case track
  }
}
