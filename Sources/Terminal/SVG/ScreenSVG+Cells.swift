// SPDX-License-Identifier: MIT

import Explorer

extension ScreenSVG {
  /// The displayed colors of a style, after reversal.
  private func colors(_ style: CursesStyle) -> (foreground: UInt32, background: UInt32) {
    let foreground = style.foreground.map(IndexedColor.rgb) ?? defaultForeground
    let background = style.background.map(IndexedColor.rgb) ?? defaultBackground
    return style.attributes.contains(.reverse)
      ? (background, foreground) : (foreground, background)
  }

  /// Background of a row: one rectangle per run of equal color.
  func backgrounds(_ row: Int) -> String {
    var text = ""
    var start = 0
    let colors = (0..<canvas.columns).map {
      self.colors(palette.style(canvas[row, $0].style)).background
    }
    while start < colors.count {
      let end = colors[start...].firstIndex { $0 != colors[start] } ?? colors.count
      if colors[start] != defaultBackground {
        text += rectangle(
          Double(start * width), Double(row * height), Double((end - start) * width),
          Double(height), colors[start])
      }
      start = end
    }
    return text
  }

  /// Characters of a row.
  func glyphs(_ row: Int) -> String {
    (0..<canvas.columns).map { glyph(canvas[row, $0], row, $0) }.joined()
  }

  private func glyph(_ cell: Cell, _ row: Int, _ column: Int) -> String {
    let style = palette.style(cell.style)
    let (x, y) = (column * width, row * height)
    let line = style.attributes.contains(.underline) ? underline(style, x, y) : ""
    if cell.glyph == " " || cell.glyph == "\0" || cell.glyph == "\u{A0}" { return line }
    if let shape = GlyphShape(cell.glyph) { return line + draw(shape, style, Double(x), Double(y)) }
    return line + letter(cell, style, x, y, isWide: isWide(row, column))
  }

  private func isWide(_ row: Int, _ column: Int) -> Bool {
    column + 1 < canvas.columns && canvas[row, column + 1].glyph == "\0"
  }

  private func underline(_ style: CursesStyle, _ x: Int, _ y: Int) -> String {
    rectangle(Double(x), Double(y + height - 2), Double(width), 1, colors(style).foreground)
  }

  private func letter(_ cell: Cell, _ style: CursesStyle, _ x: Int, _ y: Int, isWide: Bool)
    -> String
  {
    var letters = String.UnicodeScalarView([cell.glyph])
    if let mark = cell.mark { letters.append(mark) }
    let bold = style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    let dim = style.attributes.contains(.dim) ? " fill-opacity=\"0.6\"" : ""
    return """
      <text x="\(x + (isWide ? width : width / 2))" y="\(Double(y) + baseline)" \
      fill="\(Self.hex(colors(style).foreground))"\(bold)\(dim)>\
      \(Self.escaped(String(letters)))</text>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private func draw(_ shape: GlyphShape, _ style: CursesStyle, _ x: Double, _ y: Double) -> String {
    let color = colors(style).foreground
    let dim = style.attributes.contains(.dim) ? 0.6 : 1
    switch shape {
    case .rectangles(let parts, let opacity):
      return parts.map { part in
        rectangle(
          x + part.left * Double(width), y + part.top * Double(height),
          (part.right - part.left) * Double(width), (part.bottom - part.top) * Double(height),
          color, opacity: opacity * dim)
      }.joined()
    case .lines(let lines): return draw(lines, x, y, color, dim)
    }
  }

  func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: UInt32,
    opacity: Double = 1
  ) -> String {
    let fillOpacity = opacity < 1 ? " fill-opacity=\"\(opacity)\"" : ""
    return """
      <rect x="\(x)" y="\(y)" width="\(width)" height="\(height)" \
      fill="\(Self.hex(color))"\(fillOpacity)/>

      """
  }
}

extension ScreenSVG {
  /// Lines from the center of a cell to its edges, as rectangles that share the center pixel.
  func draw(_ lines: BoxLines, _ x: Double, _ y: Double, _ color: UInt32, _ opacity: Double)
    -> String
  {
    let (across, down) = (Double(width), Double(height))
    let (middle, center) = ((across / 2).rounded(.down), (down / 2).rounded(.down))
    if lines.isArc { return arc(lines, x, y, color, opacity) }
    func bar(_ weight: BoxLines.Weight, _ make: (Double, Double) -> String) -> String {
      Self.strokes(weight).map { make($0.start, $0.size) }.joined()
    }
    let rectangle = { (left: Double, top: Double, width: Double, height: Double) in
      self.rectangle(x + left, y + top, width, height, color, opacity: opacity)
    }
    // All four contain the center pixel, so that corners are closed.
    return bar(lines.left) { rectangle(0, center + $0, middle + 1, $1) }
      + bar(lines.right) { rectangle(middle, center + $0, across - middle, $1) }
      + bar(lines.up) { rectangle(middle + $0, 0, $1, center + 1) }
      + bar(lines.down) { rectangle(middle + $0, center, $1, down - center) }
  }

  /// Offsets from the center and widths of a line's strokes, in pixels.
  private static func strokes(_ weight: BoxLines.Weight) -> [(start: Double, size: Double)] {
    switch weight {
    case .none: []
    case .light: [(0, 1)]
    case .heavy: [(-1, 3)]
    case .double: [(-1, 1), (1, 1)]
    }
  }

  /// A rounded corner between two lines.
  private func arc(
    _ lines: BoxLines, _ x: Double, _ y: Double, _ color: UInt32, _ opacity: Double
  ) -> String {
    let (middle, center) = (x + Double(width / 2) + 0.5, y + Double(height / 2) + 0.5)
    let side = lines.right == .none ? x : x + Double(width)
    let end = lines.down == .none ? y : y + Double(height)
    return """
      <path d="M\(side) \(center)Q\(middle) \(center) \(middle) \(end)" fill="none" \
      stroke="\(Self.hex(color))" stroke-opacity="\(opacity)" shape-rendering="auto"/>

      """
  }
}
