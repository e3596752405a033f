// SPDX-License-Identifier: MIT

/// Character cell of the screen.
public struct Cell: Equatable, Hashable, Sendable {
  /// Character. U+0000 is the right half of a double-width character.
  public var glyph: Unicode.Scalar
  /// Combining mark on the character, as in x̂.
  public var mark: Unicode.Scalar?
  /// Color and weight.
  public var style: CellStyle

  /// Creates a cell with a character and a style.
  public init(
    _ glyph: Unicode.Scalar = " ", _ style: CellStyle = .role(.text), mark: Unicode.Scalar? = nil
  ) {
    self.glyph = glyph
    self.mark = mark
    self.style = style
  }

  /// Empty cell.
  public static let blank = Cell()
  /// Cell under a graphics picture. U+00A0 keeps curses from replacing it with
  /// erase-to-end-of-line.
  public static let reserved = Cell("\u{A0}", .reserved)
}

/// Color and weight of a cell, named by purpose. The theme maps it to terminal attributes.
public enum CellStyle: Equatable, Hashable, Sendable {
  /// Text of the interface.
  case role(Role)
  /// Cell of a picture: indices into the 256-color palette; nil for the default color of the
  /// terminal.
  case palette(foreground: UInt8?, background: UInt8?)
  /// Cell of a heat map: level −4…4 below or above the pooled value.
  case heat(Int)
  /// Cell under a graphics picture. It must never be optimized into an erase.
  case reserved

  /// Purpose of a piece of text.
  public enum Role: UInt8, CaseIterable, Sendable {
    /// Ordinary text.
    case text
    /// Secondary text: units, hints, axes.
    case faint
    /// Heading of a panel; name of the program.
    case title
    /// Lines and frames.
    case frame
    /// Name of a control.
    case label
    /// Number or other value.
    case value
    /// Selected item of a list.
    case selected
    /// Key in the footer and the help.
    case key
    /// Value edited by the user.
    case edited
    /// Values and bars of the content.
    case content
    /// Values and bars of the style.
    case style
    /// Values and bars of the result.
    case result
    /// Warning or error message.
    case warning
    /// Filled part of a slider track.
    case track
  }
}
