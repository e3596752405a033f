// SPDX-License-Identifier: MIT

import CNcurses
import Explorer
import Glibc

extension Screen {
  /// Shows a frame. Only what differs from the frame before is sent.
  public func draw(_ canvas: Canvas) {
    guard isOpen else { return }
    if (canvas.rows, canvas.columns) != size { werase(ns_standard_window()) }
    for row in 0..<min(canvas.rows, size.rows) { put(canvas, row: row) }
    let plan = graphics.plan(
      canvas.isCovered ? [] : canvas.placements, rows: size.rows, columns: size.columns)
    for rows in plan.redrawn {
      wredrawln(ns_standard_window(), Int32(rows.lowerBound), Int32(rows.count))
    }
    wnoutrefresh(ns_standard_window())
    doupdate()
    resumeMouse()
    if !graphics.numbers.isEmpty { ns_crash_guard_forget_pictures() }
    let bytes = GraphicsStream.bytes(of: plan, isHeld: capabilities.hasSynchronizedOutput)
    Descriptor(STDOUT_FILENO).write(bytes)
  }

  /// Hands a row to curses, a run of one ink at a time.
  private func put(_ canvas: Canvas, row: Int) {
    let end = min(canvas.columns, size.columns)
    var start = 0
    while start < end {
      let ink = canvas[row, start].style
      var next = start
      var run: [UInt32] = []
      while next < end, canvas[row, next].style == ink {
        let isWide = next + 1 < end && canvas[row, next + 1].glyph == "\0"
        append(canvas[row, next].glyph, isWide: isWide, to: &run)
        if let mark = canvas[row, next].mark, glyphs.isUTF8 { run.append(mark.value) }
        next += isWide ? 2 : 1
      }
      put(run, ink, row: row, column: start)
      start = next
    }
  }

  /// Adds a glyph, followed by a blank where its stand-in is narrower.
  private func append(_ glyph: Unicode.Scalar, isWide: Bool, to run: inout [UInt32]) {
    let shown = glyphs.shown(glyph == "\0" ? " " : glyph, isWide: isWide)
    run.append(shown)
    if isWide, shown < 0x80 { run.append(0x20) }
  }

  private func put(_ run: [UInt32], _ ink: CellStyle, row: Int, column: Int) {
    var look = palette.look(ink)
    // Without U+00A0, an attribute keeps curses from erasing the cells behind a picture.
    if ink == .reserved, !glyphs.isUTF8 { look.attributes = .invisible }
    let slot = pairs.slot(look)
    if slot.isNew { tell(slot, look) }
    if slot.isSwapped { look.attributes.formSymmetricDifference(.reverse) }
    ns_put_run(
      Int32(row), Int32(column), run, Int32(run.count), look.attributes.rawValue, Int32(slot.pair))
  }

  private func tell(_ slot: PairTable.Slot, _ look: Look) {
    let colors = [look.foreground, look.background].map { $0.map(Int32.init) ?? -1 }
    init_extended_pair(
      Int32(slot.pair), colors[slot.isSwapped ? 1 : 0], colors[slot.isSwapped ? 0 : 1])
  }
}
