// SPDX-License-Identifier: MIT

import CChafa

/// Settings of a chafa canvas for a graphics mode and a size in cells.
struct ChafaSettings {
  /// Maximum width and height of a sixel picture in pixels. xterm ignores larger pictures.
  static let maximumSide = 1000

  let columns: Int
  let rows: Int
  let cell: CellSize
  let pixelMode: ChafaPixelMode
  let canvasMode: ChafaCanvasMode
  let symbols: ChafaSymbolTags
  let dither: ChafaDitherMode
  let work: Float
  let isForegroundOnly: Bool
  let isLightBackground: Bool
  /// Whether each character represents the lightness of its cell. For photographs this works better
  /// than chafa's choice by shape.
  let usesLightnessRamp: Bool
  /// Whether cells have RGB colors, not palette entries.
  let isTrueColor: Bool

  init(
    mode: GraphicsMode, quality: RasterQuality, columns: Int, rows: Int, isLightBackground: Bool
  ) {
    cell = Self.cell(of: mode)
    (self.columns, self.rows) = Self.clamp(columns: columns, rows: rows, mode: mode)
    (pixelMode, canvasMode) = Self.modes(of: mode, quality)
    symbols = Self.symbols(of: mode, quality)
    isForegroundOnly = if case .ascii(1...) = mode { true } else { false }
    usesLightnessRamp = mode == .ascii(colors: 0)
    isTrueColor = mode == .truecolor
    // With 240 colors, dithering is more visible than banding.
    dither =
      Self.fewColors.contains(canvasMode) ? CHAFA_DITHER_MODE_ORDERED : CHAFA_DITHER_MODE_NONE
    work = quality == .fine ? 0.5 : 0.1
    self.isLightBackground = isLightBackground
  }

  private static func cell(of mode: GraphicsMode) -> CellSize {
    guard case .sixel(let width, let height, _) = mode else { return CellSize(width: 8, height: 8) }
    return CellSize(width: width, height: height)
  }

  private static func clamp(
    columns: Int, rows: Int, mode: GraphicsMode
  ) -> (columns: Int, rows: Int) {
    guard case .sixel(let width, let height, _) = mode else { return (columns, rows) }
    let side = max(columns * width, rows * height)
    guard side > maximumSide else { return (columns, rows) }
    return (max(1, columns * maximumSide / side), max(1, rows * maximumSide / side))
  }

  private static func modes(
    of mode: GraphicsMode, _ quality: RasterQuality
  ) -> (ChafaPixelMode, ChafaCanvasMode) {
    switch mode {
    case .ascii(colors: 0), .truecolor, .kitty, .iterm:
      return (CHAFA_PIXEL_MODE_SYMBOLS, CHAFA_CANVAS_MODE_TRUECOLOR)
    case .symbols(let colors), .ascii(let colors):
      return (CHAFA_PIXEL_MODE_SYMBOLS, palette(of: colors))
    case .sixel(_, _, let registers) where registers > 0 && registers < 256:
      return (CHAFA_PIXEL_MODE_SIXELS, palette(of: max(8, registers)))
    case .sixel:
      // An adaptive palette takes four times as long, and xterm repaints for it.
      return (
        CHAFA_PIXEL_MODE_SIXELS,
        quality == .fine ? CHAFA_CANVAS_MODE_TRUECOLOR : CHAFA_CANVAS_MODE_INDEXED_240
      )
    }
  }

  private static let fewColors = [
    CHAFA_CANVAS_MODE_INDEXED_16, CHAFA_CANVAS_MODE_INDEXED_8, CHAFA_CANVAS_MODE_FGBG,
  ]

  private static func palette(of colors: Int) -> ChafaCanvasMode {
    switch colors {
    case 256...: CHAFA_CANVAS_MODE_INDEXED_240
    case 16...: CHAFA_CANVAS_MODE_INDEXED_16
    case 8...: CHAFA_CANVAS_MODE_INDEXED_8
    default: CHAFA_CANVAS_MODE_FGBG
    }
  }

  private static func symbols(of mode: GraphicsMode, _ quality: RasterQuality) -> ChafaSymbolTags {
    let tags: [ChafaSymbolTags]
    switch (mode, quality) {
    case (.ascii(colors: 0), _): tags = [CHAFA_SYMBOL_TAG_SPACE]
    case (.ascii, _): tags = [CHAFA_SYMBOL_TAG_ASCII]
    case (_, .coarse): tags = [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_VHALF]
    case (_, .fine):
      tags = [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_BLOCK, CHAFA_SYMBOL_TAG_BORDER]
    }
    return ChafaSymbolTags(rawValue: tags.reduce(0) { $0 | $1.rawValue })
  }
}
