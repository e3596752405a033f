// SPDX-License-Identifier: MIT

import Explorer

extension ScreenDrawing {
  /// The two colors of a cell as they are seen.
  private func colors(_ look: Look) -> (ink: UInt32, ground: UInt32) {
    let foreground = look.foreground.map(IndexedColor.rgb) ?? ink
    let background = look.background.map(IndexedColor.rgb) ?? ground
    return look.attributes.contains(.reverse)
      ? (background, foreground) : (foreground, background)
  }

  /// What lies behind the characters of a row, a rectangle for each run of one color.
  func grounds(_ row: Int) -> String {
    var text = ""
    var start = 0
    let colors = (0..<canvas.columns).map { column in
      self.colors(palette.look(canvas[row, column].style)).ground
    }
    while start < colors.count {
      let end = colors[start...].firstIndex { $0 != colors[start] } ?? colors.count
      if colors[start] != ground {
        text += rectangle(
          Double(start * width), Double(row * height), Double((end - start) * width),
          Double(height), colors[start])
      }
      start = end
    }
    return text
  }

  /// The characters of a row.
  func glyphs(_ row: Int) -> String {
    (0..<canvas.columns).map { glyph(canvas[row, $0], row, $0) }.joined()
  }

  private func glyph(_ cell: Cell, _ row: Int, _ column: Int) -> String {
    let look = palette.look(cell.style)
    let (x, y) = (column * width, row * height)
    let line = look.attributes.contains(.underline) ? underline(look, x, y) : ""
    if cell.glyph == " " || cell.glyph == "\0" || cell.glyph == "\u{A0}" { return line }
    if let shape = CellShape(cell.glyph) { return line + draw(shape, look, Double(x), Double(y)) }
    return line + letter(cell, look, x, y, isWide: isWide(row, column))
  }

  private func isWide(_ row: Int, _ column: Int) -> Bool {
    column + 1 < canvas.columns && canvas[row, column + 1].glyph == "\0"
  }

  private func underline(_ look: Look, _ x: Int, _ y: Int) -> String {
    rectangle(Double(x), Double(y + height - 2), Double(width), 1, colors(look).ink)
  }

  private func letter(_ cell: Cell, _ look: Look, _ x: Int, _ y: Int, isWide: Bool) -> String {
    var letters = String.UnicodeScalarView([cell.glyph])
    if let mark = cell.mark { letters.append(mark) }
    let bold = look.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    let dim = look.attributes.contains(.dim) ? " fill-opacity=\"0.6\"" : ""
    return """
      <text x="\(x + (isWide ? width : width / 2))" y="\(Double(y) + baseline)" \
      fill="\(Self.hex(colors(look).ink))"\(bold)\(dim)>\(Self.escaped(String(letters)))</text>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private func draw(_ shape: CellShape, _ look: Look, _ x: Double, _ y: Double) -> String {
    let color = colors(look).ink
    let dim = look.attributes.contains(.dim) ? 0.6 : 1
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
    let veil = opacity < 1 ? " fill-opacity=\"\(opacity)\"" : ""
    return """
      <rect x="\(x)" y="\(y)" width="\(width)" height="\(height)" fill="\(Self.hex(color))"\(veil)/>

      """
  }
}
