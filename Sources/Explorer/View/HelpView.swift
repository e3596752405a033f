// SPDX-License-Identifier: MIT

/// The help over a page: a framed box, scrolled by some lines.
struct HelpView {
  let layout: HelpLayout
  let scroll: Int

  func draw(on canvas: inout Canvas) {
    let box = layout.box
    canvas.cover()
    // Letters of the page between the frame and the screen's edge would look like dirt.
    canvas.fill(box.inset(columns: -2))
    drawFrame(on: &canvas)
    let shown = layout.lines.dropFirst(min(scroll, layout.lastScroll)).prefix(box.rows - 2)
    for (row, line) in shown.enumerated() {
      canvas.write(
        line.text, row: box.row + 1 + row, column: box.column + 2, line.role,
        width: box.columns - 4)
    }
    guard layout.lastScroll > 0 else { return }
    let more = scroll < layout.lastScroll ? " ↓ more " : " ↑ "
    canvas.write(
      more, row: box.endRow - 1, column: box.endColumn - 3 - Canvas.width(of: more), .faint)
  }

  private func drawFrame(on canvas: inout Canvas) {
    let box = layout.box
    let (top, bottom, right) = (box.row, box.endRow - 1, box.endColumn - 1)
    for column in box.column...right {
      canvas.put(Cell("─", .role(.frame)), row: top, column: column)
      canvas.put(Cell("─", .role(.frame)), row: bottom, column: column)
    }
    for row in top...bottom {
      canvas.put(Cell("│", .role(.frame)), row: row, column: box.column)
      canvas.put(Cell("│", .role(.frame)), row: row, column: right)
    }
    canvas.put(Cell("┌", .role(.frame)), row: top, column: box.column)
    canvas.put(Cell("┐", .role(.frame)), row: top, column: right)
    canvas.put(Cell("└", .role(.frame)), row: bottom, column: box.column)
    canvas.put(Cell("┘", .role(.frame)), row: bottom, column: right)
  }
}
