// SPDX-License-Identifier: MIT

import Foundation

/// The help as a box in the middle of the screen, its lines wrapped to the box.
struct HelpLayout {
  /// The box with its frame.
  let box: Rect
  /// The wrapped lines.
  let lines: [HelpText.Line]

  init(_ state: State, _ topic: HelpTopic) {
    let width = min(state.size.columns - 4, 86)
    lines = HelpText(letters: state.glyphs, settings: state.settings, page: state.page).lines(topic)
      .flatMap { line in
        line.text.broken(to: width - 4).wrapped(to: width - 4).map { ($0, line.role) }
      }
    let height = min(state.size.rows - 3, lines.count + 2)
    box = Rect(
      row: max(1, (state.size.rows - 1 - height) / 2), column: (state.size.columns - width) / 2,
      rows: height, columns: width)
  }

  /// The most lines that can be scrolled away.
  var lastScroll: Int { max(0, lines.count - (box.rows - 2)) }
}
