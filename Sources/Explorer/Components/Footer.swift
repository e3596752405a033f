// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Last two rows of the screen: a notice and the keys.
struct Footer {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let row = state.size.rows - 1
    if let notice = state.notice {
      canvas.write(
        notice.printable, row: row - 1, column: 1, .warning, width: state.size.columns - 2)
    }
    var column = 1
    for binding in Self.fitting(Keymap.bindings(in: state.context), state.size.columns - 2) {
      column = canvas.write(binding.shown, row: row, column: column, .key) + 1
      let start = column - Canvas.width(of: binding.shown) - 1
      column = canvas.write(binding.label, row: row, column: column, .faint) + 2
      if let action = binding.commands.first?.action {
        canvas.addRegion(
          Rect(row: row, column: start, rows: 1, columns: column - start - 2), .action(action))
      }
    }
  }

  /// The bindings that fit, in the table’s order; those with the highest rank are left out first.
  private static func fitting(_ all: [Binding], _ width: Int) -> [Binding] {
    var shown = all.filter { !$0.label.isEmpty }
    func space(_ list: [Binding]) -> Int {
      list.reduce(-2) { $0 + Canvas.width(of: $1.shown) + Canvas.width(of: $1.label) + 3 }
    }
    while space(shown) > width, let worst = shown.map(\.rank).max() {
      guard let index = shown.lastIndex(where: { $0.rank == worst }) else { break }
      shown.remove(at: index)
    }
    return shown
  }
}
