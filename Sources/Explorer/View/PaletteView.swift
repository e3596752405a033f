// SPDX-License-Identifier: MIT

import FileIO

/// The list of all commands over a page, the ones that match what was typed.
struct PaletteView {
  let state: State
  let text: String
  let cursor: Int

  func draw(on canvas: inout Canvas) {
    let width = min(state.size.columns - 4, 64)
    let height = min(state.size.rows - 4, 20)
    let box = Rect(
      row: 1, column: (state.size.columns - width) / 2, rows: height, columns: width)
    canvas.open(box)
    let end = canvas.write(":" + text.printable, row: box.row + 1, column: box.column + 2, .title)
    canvas.write("_", row: box.row + 1, column: end, .key)
    drawCommands(
      on: &canvas,
      in: Rect(
        row: box.row + 3, column: box.column + 3, rows: height - 4, columns: width - 5))
  }

  private func drawCommands(on canvas: inout Canvas, in rect: Rect) {
    let commands = state.commands(matching: text)
    if commands.isEmpty {
      canvas.write("no such command", row: rect.row, column: rect.column, .faint)
    }
    let first = max(0, min(cursor - rect.rows / 2, commands.count - rect.rows))
    canvas.markMore(above: first > 0, below: first + rect.rows < commands.count, beside: rect)
    for (row, command) in commands.dropFirst(first).prefix(rect.rows).enumerated() {
      let line = Rect(row: rect.row + row, column: rect.column, rows: 1, columns: rect.columns)
      canvas.listen(line, .row(first + row))
      draw(command, isChosen: first + row == cursor, on: &canvas, in: line)
    }
  }

  private func draw(
    _ command: Command, isChosen: Bool, on canvas: inout Canvas, in rect: Rect
  ) {
    let keys = Canvas.width(of: command.keys)
    if isChosen { canvas.fill(rect, with: Cell(" ", .role(.selected))) }
    canvas.write(
      command.name, row: rect.row, column: rect.column, isChosen ? .selected : .text,
      width: rect.columns - keys - 1)
    canvas.write(
      command.keys, row: rect.row, column: rect.endColumn - keys, isChosen ? .selected : .key)
  }
}
