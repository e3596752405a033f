// SPDX-License-Identifier: MIT

import Explorer
import Pictures

/// SVG rendering of a screen, with every character in its terminal cell.
public struct ScreenSVG {
  let canvas: Canvas
  let palette: Palette
  let appearance: ScreenAppearance
  private let isLight: Bool
  /// Size of a cell in pixels. Integers, so that neighboring cells join.
  let width = 10
  let height: Int

  /// Creates a drawing of a screen in a theme.
  public init(_ canvas: Canvas, _ appearance: ScreenAppearance, theme: Theme) {
    (self.canvas, self.appearance) = (canvas, appearance)
    height = max(
      10, (10 * appearance.cell.height + appearance.cell.width / 2) / max(1, appearance.cell.width))
    isLight = theme == .light || (theme != .dark && appearance.isLight)
    var palette = Palette(colors: appearance.colors, isLight: appearance.isLight)
    palette.theme = theme
    self.palette = palette
  }

  /// The SVG document.
  public var svg: String {
    let (across, down) = (canvas.columns * width, canvas.rows * height)
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
      width="\(across)" height="\(down)" viewBox="0 0 \(across) \(down)">
      <rect width="100%" height="100%" fill="\(Self.hex(defaultBackground))"/>
      <g font-family="DejaVu Sans Mono, monospace" font-size="\(fontSize)" \
      text-anchor="middle" shape-rendering="crispEdges">

      """
    // Characters come last, because some extend beyond their cells.
    text += (0..<canvas.rows).map(backgrounds).joined()
    if !canvas.isCovered { text += canvas.placements.map(image).joined() }
    text += (0..<canvas.rows).map(glyphs).joined()
    return text + "</g>\n</svg>\n"
  }

  /// Default colors. Those of the terminal are unknown, so light gray on black or black on white.
  var defaultBackground: UInt32 { isLight ? 0xFFFFFF : 0x000000 }
  var defaultForeground: UInt32 { isLight ? 0x000000 : 0xE5E5E5 }

  /// Every character of DejaVu Sans Mono advances 1233 of 2048 units per em.
  private var fontSize: Double { Double(width) * 2048 / 1233 }

  /// Baseline that centers the font's ascent and descent, 1901 and 483 units, in the cell.
  var baseline: Double {
    // Rounded to a pixel; otherwise the underscore would be blurred.
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

/// Properties of a terminal that affect how cells are displayed.
public struct ScreenAppearance: Equatable, Sendable {
  /// Number of colors.
  public let colors: Int
  /// Whether the background is light.
  public let isLight: Bool
  /// Size of a cell; only its aspect ratio matters.
  public let cell: CellSize

  /// Creates properties.
  public init(colors: Int, isLight: Bool = false, cell: CellSize = .standard) {
    (self.colors, self.isLight, self.cell) = (colors, isLight, cell)
  }
}

extension Screen {
  /// Properties of this terminal.
  public var appearance: ScreenAppearance {
    ScreenAppearance(colors: palette.colors, isLight: capabilities.isLight, cell: capabilities.cell)
  }
}

/// The 256 colors of xterm.
enum IndexedColor {
  private static let namedColors: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
  private static let levels: [UInt32] = [0, 95, 135, 175, 215, 255]

  /// Returns an entry as 0xRRGGBB: 16 named colors, a cube of 6 × 6 × 6, and 24 grays.
  static func rgb(_ color: UInt8) -> UInt32 {
    let index = Int(color)
    if index < 16 { return namedColors[index] }
    if index >= 232 { return UInt32(8 + 10 * (index - 232)) * 0x010101 }
    let (red, rest) = (index - 16).quotientAndRemainder(dividingBy: 36)
    return levels[red] << 16 | levels[rest / 6] << 8 | levels[rest % 6]
  }
}
