// SPDX-License-Identifier: MIT

import CNcurses
import Explorer
import SystemPackage

extension Screen {
  /// Draws a frame. Only differences from the previous frame are sent.
  public func draw(_ canvas: Canvas) {
    guard isOpen else { return }
    if (canvas.rows, canvas.columns) != size { werase(ns_standard_window()) }
    for row in 0..<min(canvas.rows, size.rows) { put(canvas, row: row) }
    let changes = graphics.changes(
      for: canvas.isCovered ? [] : canvas.placements, rows: size.rows, columns: size.columns)
    for rows in changes.rowsToRedraw {
      wredrawln(ns_standard_window(), Int32(rows.lowerBound), Int32(rows.count))
    }
    wnoutrefresh(ns_standard_window())
    doupdate()
    resumeMouse()
    if !graphics.imageIDs.isEmpty { crash_handler_delete_pictures() }
    let bytes = GraphicsStream.bytes(
      of: changes, isSynchronized: capabilities.hasSynchronizedOutput)
    FileDescriptor.standardOutput.send(bytes)
  }

  /// Passes a row to curses in runs of equal style.
  private func put(_ canvas: Canvas, row: Int) {
    let end = min(canvas.columns, size.columns)
    var start = 0
    while start < end {
      let style = canvas[row, start].style
      var next = start
      var run: [UInt32] = []
      while next < end, canvas[row, next].style == style {
        let isWide = next + 1 < end && canvas[row, next + 1].glyph == "\0"
        append(canvas[row, next].glyph, isWide: isWide, to: &run)
        if let mark = canvas[row, next].mark, glyphs.isUTF8 { run.append(mark.value) }
        next += isWide ? 2 : 1
      }
      put(run, style, row: row, column: start)
      start = next
    }
  }

  /// Appends a character, followed by a space if its replacement is narrower.
  private func append(_ glyph: Unicode.Scalar, isWide: Bool, to run: inout [UInt32]) {
    let displayed = glyphs.displayed(glyph == "\0" ? " " : glyph, isWide: isWide)
    run.append(displayed)
    if isWide, displayed < 0x80 { run.append(0x20) }
  }

  private func put(_ run: [UInt32], _ cell: CellStyle, row: Int, column: Int) {
    var style = palette.style(cell)
    // In ASCII there is no U+00A0. The attribute prevents curses from erasing the cells of a
    // picture.
    if cell == .reserved, !glyphs.isUTF8 { style.attributes = .invisible }
    let pair = pairs.pair(style)
    if pair.isNew { initialize(pair, style) }
    if pair.isSwapped { style.attributes.formSymmetricDifference(.reverse) }
    ns_put_run(
      Int32(row), Int32(column), run, Int32(run.count), style.attributes.rawValue,
      Int32(pair.number))
  }

  private func initialize(_ pair: ColorPair, _ style: CursesStyle) {
    let colors = [style.foreground, style.background].map { $0.map(Int32.init) ?? -1 }
    init_extended_pair(
      Int32(pair.number), colors[pair.isSwapped ? 1 : 0], colors[pair.isSwapped ? 0 : 1])
  }
}
