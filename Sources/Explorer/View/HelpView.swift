// SPDX-License-Identifier: MIT

/// The help over a page: a framed box, scrolled by some lines.
struct HelpView {
  let layout: HelpLayout
  let scroll: Int

  func draw(on canvas: inout Canvas) {
    let box = layout.box
    canvas.open(box)
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
}
