// SPDX-License-Identifier: MIT

/// What stands on a screen that is too small.
struct TooSmall {
  let size: ScreenSize

  func draw(on canvas: inout Canvas) {
    let need = ScreenSize.smallest
    let lines = [
      "normscope needs \(need.columns)×\(need.rows) cells;",
      "this terminal has \(size.columns)×\(size.rows).",
      "Make it larger, or q to quit.",
    ]
    let top = max(0, (size.rows - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      let column = max(0, (size.columns - Canvas.width(of: line)) / 2)
      canvas.write(line, row: top + index, column: column, index == 0 ? .warning : .text)
    }
  }
}
