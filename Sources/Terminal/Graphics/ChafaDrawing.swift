// SPDX-License-Identifier: MIT

import CChafa
import Explorer
import Pictures

/// One picture in chafa's hands; what it allocated is freed with this object.
final class ChafaDrawing {
  let plan: ChafaPlan
  let canvas: OpaquePointer?

  /// Draws the picture as planned.
  init(_ plan: ChafaPlan, picture: Picture, threads: Int) {
    self.plan = plan
    chafa_set_n_threads(gint(threads))
    let config = Self.config(plan)
    canvas = chafa_canvas_new(config)
    chafa_canvas_config_unref(config)
    chafa_canvas_draw_all_pixels(
      canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, picture.pixels,
      gint(picture.width), gint(picture.height), gint(picture.width * 4))
  }

  deinit { chafa_canvas_unref(canvas) }

  /// The cells, the rows of colored characters, or the sixel string.
  var payload: Raster.Payload {
    if plan.pixelMode == CHAFA_PIXEL_MODE_SIXELS { return .graphics(.string(sixel)) }
    return plan.isTrueColor ? .graphics(.rows(coloredRows)) : .cells(cells)
  }

  private static func config(_ plan: ChafaPlan) -> OpaquePointer? {
    let config = chafa_canvas_config_new()
    chafa_canvas_config_set_geometry(config, gint(plan.columns), gint(plan.rows))
    chafa_canvas_config_set_cell_geometry(
      config, gint(plan.cell.width), gint(plan.cell.height))
    chafa_canvas_config_set_pixel_mode(config, plan.pixelMode)
    chafa_canvas_config_set_canvas_mode(config, plan.canvasMode)
    chafa_canvas_config_set_dither_mode(config, plan.dither)
    // At full strength even plain black gets dots of color.
    chafa_canvas_config_set_dither_intensity(
      config, plan.canvasMode == CHAFA_CANVAS_MODE_FGBG ? 1 : 0.5)
    chafa_canvas_config_set_work_factor(config, plan.work)
    chafa_canvas_config_set_fg_only_enabled(config, plan.isForegroundOnly ? 1 : 0)
    // Stretching the contrast would change what a normalization did to the picture.
    chafa_canvas_config_set_preprocessing_enabled(config, 0)
    chafa_canvas_config_set_fg_color(config, plan.isOnLight ? 0x000000 : 0xFFFFFF)
    chafa_canvas_config_set_bg_color(config, plan.isOnLight ? 0xFFFFFF : 0x000000)
    setSymbols(of: config, plan.symbols)
    return config
  }

  private static func setSymbols(of config: OpaquePointer?, _ tags: ChafaSymbolTags) {
    let map = chafa_symbol_map_new()
    chafa_symbol_map_add_by_tags(map, tags)
    chafa_canvas_config_set_symbol_map(config, map)
    chafa_symbol_map_unref(map)
  }

  private var cells: [Cell] {
    (0..<plan.rows).flatMap { row in
      (0..<plan.columns).map { cell(row: gint(row), column: gint($0)) }
    }
  }

  private func cell(row: gint, column: gint) -> Cell {
    if plan.isRamp { return Cell(lightness(row: row, column: column), .role(.text)) }
    let glyph = Unicode.Scalar(chafa_canvas_get_char_at(canvas, column, row)) ?? " "
    if plan.canvasMode == CHAFA_CANVAS_MODE_FGBG { return Cell(glyph, .role(.text)) }
    var (foreground, background): (gint, gint) = (-1, -1)
    chafa_canvas_get_raw_colors_at(canvas, column, row, &foreground, &background)
    return Self.simplify(
      glyph, foreground: UInt8(exactly: foreground),
      background: plan.isForegroundOnly ? nil : UInt8(exactly: background))
  }

  private static let ramp = Array(" .:-=+*#%@".unicodeScalars)

  /// The character with as much ink as the cell's mean color has light, or lacks on a light ground.
  private func lightness(row: gint, column: gint) -> Unicode.Scalar {
    var (foreground, background): (gint, gint) = (0, 0)
    chafa_canvas_get_colors_at(canvas, column, row, &foreground, &background)
    let (red, green, blue) = (background >> 16 & 255, background >> 8 & 255, background & 255)
    let luma = (2126 * Int(red) + 7152 * Int(green) + 722 * Int(blue)) / 10_000
    return Self.ramp[(plan.isOnLight ? 255 - luma : luma) * Self.ramp.count / 256]
  }

  /// One color needs one color pair: blanks keep the background, full blocks become blanks.
  private static func simplify(
    _ glyph: Unicode.Scalar, foreground: UInt8?, background: UInt8?
  ) -> Cell {
    switch glyph {
    case " ": Cell(" ", .palette(foreground: nil, background: background))
    case "\u{2588}": Cell(" ", .palette(foreground: nil, background: foreground))
    default: Cell(glyph, .palette(foreground: foreground, background: background))
    }
  }

  /// The device control string alone, without the cursor movements chafa may put around it.
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
