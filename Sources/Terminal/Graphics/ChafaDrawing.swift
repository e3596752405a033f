// SPDX-License-Identifier: MIT

import CChafa
import Explorer
import Pictures

/// A chafa canvas with one picture. Owns the canvas.
final class ChafaDrawing {
  let settings: ChafaSettings
  let canvas: OpaquePointer?

  /// Draws a picture.
  init(_ settings: ChafaSettings, picture: Picture, threads: Int) {
    self.settings = settings
    chafa_set_n_threads(gint(threads))
    let config = Self.config(settings)
    canvas = chafa_canvas_new(config)
    chafa_canvas_config_unref(config)
    chafa_canvas_draw_all_pixels(
      canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, picture.pixels,
      gint(picture.width), gint(picture.height), gint(picture.width * 4))
  }

  deinit { chafa_canvas_unref(canvas) }

  /// The result: cells, rows of colored characters, or a sixel string.
  var payload: Raster.Payload {
    if settings.pixelMode == CHAFA_PIXEL_MODE_SIXELS { return .graphics(.string(sixel)) }
    return settings.isTrueColor ? .graphics(.rows(coloredRows)) : .cells(cells)
  }

  private static func config(_ settings: ChafaSettings) -> OpaquePointer? {
    let config = chafa_canvas_config_new()
    chafa_canvas_config_set_geometry(config, gint(settings.columns), gint(settings.rows))
    chafa_canvas_config_set_cell_geometry(
      config, gint(settings.cell.width), gint(settings.cell.height))
    chafa_canvas_config_set_pixel_mode(config, settings.pixelMode)
    chafa_canvas_config_set_canvas_mode(config, settings.canvasMode)
    chafa_canvas_config_set_dither_mode(config, settings.dither)
    // At full intensity even black areas get colored dots.
    chafa_canvas_config_set_dither_intensity(
      config, settings.canvasMode == CHAFA_CANVAS_MODE_FGBG ? 1 : 0.5)
    chafa_canvas_config_set_work_factor(config, settings.work)
    chafa_canvas_config_set_fg_only_enabled(config, settings.isForegroundOnly ? 1 : 0)
    // Preprocessing changes the contrast and would hide the effect of the normalization.
    chafa_canvas_config_set_preprocessing_enabled(config, 0)
    chafa_canvas_config_set_fg_color(config, settings.isLightBackground ? 0x000000 : 0xFFFFFF)
    chafa_canvas_config_set_bg_color(config, settings.isLightBackground ? 0xFFFFFF : 0x000000)
    setSymbols(of: config, settings.symbols)
    return config
  }

  private static func setSymbols(of config: OpaquePointer?, _ tags: ChafaSymbolTags) {
    let map = chafa_symbol_map_new()
    chafa_symbol_map_add_by_tags(map, tags)
    chafa_canvas_config_set_symbol_map(config, map)
    chafa_symbol_map_unref(map)
  }

  private var cells: [Cell] {
    (0..<settings.rows).flatMap { row in
      (0..<settings.columns).map { cell(row: gint(row), column: gint($0)) }
    }
  }

  private func cell(row: gint, column: gint) -> Cell {
    if settings.usesLightnessRamp { return Cell(lightness(row: row, column: column), .role(.text)) }
    let glyph = Unicode.Scalar(chafa_canvas_get_char_at(canvas, column, row)) ?? " "
    if settings.canvasMode == CHAFA_CANVAS_MODE_FGBG { return Cell(glyph, .role(.text)) }
    var (foreground, background): (gint, gint) = (-1, -1)
    chafa_canvas_get_raw_colors_at(canvas, column, row, &foreground, &background)
    return Self.simplify(
      glyph, foreground: UInt8(exactly: foreground),
      background: settings.isForegroundOnly ? nil : UInt8(exactly: background))
  }

  private static let ramp = Array(" .:-=+*#%@".unicodeScalars)

  /// The character whose density matches the luma of the cell's mean color (inverted on a light
  /// background).
  private func lightness(row: gint, column: gint) -> Unicode.Scalar {
    var (foreground, background): (gint, gint) = (0, 0)
    chafa_canvas_get_colors_at(canvas, column, row, &foreground, &background)
    let (red, green, blue) = (background >> 16 & 255, background >> 8 & 255, background & 255)
    let luma = (2126 * Int(red) + 7152 * Int(green) + 722 * Int(blue)) / 10_000
    return Self.ramp[(settings.isLightBackground ? 255 - luma : luma) * Self.ramp.count / 256]
  }

  /// Removes unused colors, which saves color pairs: a space has no foreground, and a full block
  /// becomes a space.
  private static func simplify(
    _ glyph: Unicode.Scalar, foreground: UInt8?, background: UInt8?
  ) -> Cell {
    switch glyph {
    case " ": Cell(" ", .palette(foreground: nil, background: background))
    case "\u{2588}": Cell(" ", .palette(foreground: nil, background: foreground))
    default: Cell(glyph, .palette(foreground: foreground, background: background))
    }
  }

  /// The device control string, without the cursor movements that chafa may add around it.
  private var sixel: [UInt8] {
    guard let text = chafa_canvas_print(canvas, nil) else { return [] }
    defer { g_string_free(text, 1) }
    let bytes = UnsafeRawBufferPointer(start: text.pointee.str, count: Int(text.pointee.len))
    let escape = UInt8(ascii: "\u{1B}")
    guard
      let start = bytes.indices.dropLast().first(where: {
        bytes[$0] == escape && bytes[$0 + 1] == UInt8(ascii: "P")
      }),
      let end = bytes.indices.dropLast().last(where: {
        bytes[$0] == escape && bytes[$0 + 1] == UInt8(ascii: "\\")
      }), start < end
    else { return [] }
    return Array(bytes[start...end + 1])
  }
}

extension ChafaDrawing {
  /// Rows of characters with a color sequence only where the color changes.
  var coloredRows: [[UInt8]] { (0..<settings.rows).map { coloredRow(gint($0)) } }

  private func coloredRow(_ row: gint) -> [UInt8] {
    var result: [UInt8] = []
    var current: (foreground: gint?, background: gint?) = (nil, nil)
    for column in 0..<gint(settings.columns) {
      var (foreground, background): (gint, gint) = (0, 0)
      chafa_canvas_get_colors_at(canvas, column, row, &foreground, &background)
      let glyph = Unicode.Scalar(chafa_canvas_get_char_at(canvas, column, row)) ?? " "
      // A space has no visible foreground, so the current one can stay.
      if glyph != " ", current.foreground != foreground {
        result += Self.color(38, foreground)
        current.foreground = foreground
      }
      if current.background != background {
        result += Self.color(48, background)
        current.background = background
      }
      result += Array(String(glyph).utf8)
    }
    return result
  }

  /// Returns "ESC [ code ; 2 ; red ; green ; blue m". Code 38 sets the foreground, 48 the
  /// background.
  private static func color(_ code: Int, _ color: gint) -> [UInt8] {
    Array("\u{1B}[\(code);2;\(color >> 16 & 255);\(color >> 8 & 255);\(color & 255)m".utf8)
  }
}
