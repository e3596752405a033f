// SPDX-License-Identifier: MIT

import Explorer
import Terminal

/// Colors of a printed cell as palette indices; nil is the terminal's default color.
struct CellColors: Equatable {
  var foreground: UInt8?
  var background: UInt8?

  /// Creates the default colors.
  init() {}

  /// Creates the colors of a picture's cell. Other styles have the default colors.
  init(_ style: CellStyle) {
    if case .palette(let foreground, let background) = style {
      (self.foreground, self.background) = (foreground, background)
    }
  }

  /// Returns the SGR sequence that changes `other` to these colors; empty if they are equal.
  func change(from other: CellColors) -> String {
    var codes: [String] = []
    if foreground != other.foreground { codes.append(Self.code(foreground, base: 30)) }
    if background != other.background { codes.append(Self.code(background, base: 40)) }
    return codes.isEmpty ? "" : "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  /// The first 8 and 16 colors have separate codes, which terminals without a palette of 256
  /// support.
  private static func code(_ color: UInt8?, base: Int) -> String {
    switch color {
    case nil: "\(base + 9)"
    case .some(let color) where color < 8: "\(base + Int(color))"
    case .some(let color) where color < 16: "\(base + 52 + Int(color))"
    case .some(let color): "\(base + 8);5;\(color)"
    }
  }
}

extension ArraySlice<Cell> {
  /// Returns a row as text, with SGR sequences where colors change and a reset at the end of the
  /// line.
  func printed(_ cellColors: (CellStyle) -> CellColors) -> String {
    var line = ""
    var colors = CellColors()
    for cell in self {
      var next = cellColors(cell.style)
      if cell.glyph == " " { next.foreground = colors.foreground }
      line += next.change(from: colors)
      line.unicodeScalars.append(cell.glyph)
      colors = next
    }
    return line.contains("\u{1B}") ? line + "\u{1B}[0m" : line
  }
}

extension Canvas {
  /// Rows as lines of text, with the colors of curves.
  var printed: [String] {
    (0..<rows).map { row in
      let cells = cells[row * columns..<(row + 1) * columns]
      return cells.printed { style in
        var colors = CellColors()
        // Cyan and green are readable on light and dark backgrounds.
        if style == .role(.content) { colors.foreground = 6 }
        if style == .role(.result) { colors.foreground = 2 }
        return colors
      }
    }
  }
}

extension Raster {
  /// The bytes that print the picture at the cursor: one line per row, or graphics.
  var printed: [UInt8] {
    guard case .cells(let cells) = payload else { return printedGraphics ?? [] }
    return stride(from: 0, to: cells.count, by: columns).flatMap { start in
      Array((cells[start..<start + columns].printed(CellColors.init) + "\n").utf8)
    }
  }
}
