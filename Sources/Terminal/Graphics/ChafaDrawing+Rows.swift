// SPDX-License-Identifier: MIT

import CChafa

extension ChafaDrawing {
  /// Each row of cells as characters, with a color told only where it changes.
  var coloredRows: [[UInt8]] { (0..<plan.rows).map { coloredRow(gint($0)) } }

  private func coloredRow(_ row: gint) -> [UInt8] {
    var result: [UInt8] = []
    var ink: (foreground: gint?, background: gint?) = (nil, nil)
    for column in 0..<gint(plan.columns) {
      var (foreground, background): (gint, gint) = (0, 0)
      chafa_canvas_get_colors_at(canvas, column, row, &foreground, &background)
      let glyph = Unicode.Scalar(chafa_canvas_get_char_at(canvas, column, row)) ?? " "
      // A blank shows no foreground, so whichever is on can stay.
      if glyph != " ", ink.foreground != foreground {
        result += Self.color(38, foreground)
        ink.foreground = foreground
      }
      if ink.background != background {
        result += Self.color(48, background)
        ink.background = background
      }
      result += Array(String(glyph).utf8)
    }
    return result
  }

  /// "ESC [ 38 ; 2 ; red ; green ; blue m", 48 for the background.
  private static func color(_ code: Int, _ color: gint) -> [UInt8] {
    Array("\u{1B}[\(code);2;\(color >> 16 & 255);\(color >> 8 & 255);\(color & 255)m".utf8)
  }
}
