// SPDX-License-Identifier: MIT

import Explorer
import Pictures

/// A screen as an SVG drawing that looks as the terminal does: every character on its cell.
public struct ScreenDrawing {
  let canvas: Canvas
  let palette: Palette
  let look: ScreenLook
  private let isLight: Bool
  /// Pixels of a cell: whole ones, so that neighbours meet.
  let width = 10
  let height: Int

  /// A drawing of a screen in a theme.
  public init(_ canvas: Canvas, _ look: ScreenLook, theme: Theme) {
    (self.canvas, self.look) = (canvas, look)
    height = max(10, (10 * look.cell.height + look.cell.width / 2) / max(1, look.cell.width))
    isLight = theme == .light || (theme != .dark && look.isLight)
    var palette = Palette(colors: look.colors, isLight: look.isLight)
    palette.theme = theme
    self.palette = palette
  }

  /// The drawing.
  public var svg: String {
    let (across, down) = (canvas.columns * width, canvas.rows * height)
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
      width="\(across)" height="\(down)" viewBox="0 0 \(across) \(down)">
      <rect width="100%" height="100%" fill="\(Self.hex(ground))"/>
      <g font-family="DejaVu Sans Mono, monospace" font-size="\(fontSize)" \
      text-anchor="middle" shape-rendering="crispEdges">

      """
    // Letters come last: some reach over the edge of their cells.
    text += (0..<canvas.rows).map(grounds).joined()
    if !canvas.isCovered { text += canvas.placements.map(image).joined() }
    text += (0..<canvas.rows).map(glyphs).joined()
    return text + "</g>\n</svg>\n"
  }

  /// The terminal's own colors, which nobody can ask it for: white on black, or black on white.
  var ground: UInt32 { isLight ? 0xFFFFFF : 0x000000 }
  var ink: UInt32 { isLight ? 0x000000 : 0xE5E5E5 }

  /// DejaVu Sans Mono advances 1233 of 2048 units, whatever the character.
  private var fontSize: Double { Double(width) * 2048 / 1233 }

  /// The line that letters stand on: the font's ascent and descent, 1901 and 483 units, centred.
  var baseline: Double {
    // A whole pixel, or the underscore falls between two.
    (Double(height) / 2 + (1901 - 483) / 2048 / 2 * fontSize).rounded(.down)
  }

  static func hex(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private func image(_ placement: PicturePlacement) -> String {
    let rect = placement.rect
    let side = max(rect.columns * width, rect.rows * height)
    guard let picture = placement.raster.source?.fitted(longestSide: side),
      let bytes = try? picture.encoded(as: .png)
    else { return "" }
    return """
      <image x="\(rect.column * width)" y="\(rect.row * height)" \
      width="\(rect.columns * width)" height="\(rect.rows * height)" \
      preserveAspectRatio="none" \
      xlink:href="data:image/png;base64,\(String(decoding: bytes.base64, as: UTF8.self))"/>

      """
  }
}
