// SPDX-License-Identifier: MIT

import Foundation

extension ExplorerState {
  mutating func performHelp(_ action: Action, _ topic: HelpTopic, _ scroll: Int) -> [Effect] {
    switch action {
    case .close: overlay = nil
    case .move(let steps):
      let last = HelpLayout(self, topic).lastScroll
      overlay = .help(topic, scroll: max(0, min(last, scroll + steps)))
    case .mode(let steps):
      let shown = if case .mode(let mode) = topic { mode } else { settings.mode.neighbor(-steps) }
      overlay = .help(.mode(shown.neighbor(steps)), scroll: 0)
    case .help: overlay = .help(topic == .keys ? .mode(settings.mode) : .keys, scroll: 0)
    default: break
    }
    return []
  }
}

/// Layout of the help: a box in the middle of the screen with wrapped lines.
struct HelpLayout {
  /// Box including its frame.
  let box: Rect
  /// The wrapped lines.
  let lines: [HelpText.Line]

  init(_ state: ExplorerState, _ topic: HelpTopic) {
    let width = min(state.size.columns - 4, 86)
    lines = HelpText(glyphs: state.glyphs, settings: state.settings, page: state.page).lines(topic)
      .flatMap { line in
        line.text.broken(to: width - 4).wrapped(to: width - 4).map { ($0, line.role) }
      }
    let height = min(state.size.rows - 3, lines.count + 2)
    box = Rect(
      row: max(1, (state.size.rows - 1 - height) / 2), column: (state.size.columns - width) / 2,
      rows: height, columns: width)
  }

  /// Largest scroll offset.
  var lastScroll: Int { max(0, lines.count - (box.rows - 2)) }
}

/// View of the help.
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
