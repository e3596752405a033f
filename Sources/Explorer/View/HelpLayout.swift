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
    lines = HelpText(letters: state.lettering).lines(topic).flatMap { line in
      Self.wrapped(line.text, to: width - 4).map { ($0, line.role) }
    }
    let height = min(state.size.rows - 3, lines.count + 2)
    box = Rect(
      row: max(1, (state.size.rows - 1 - height) / 2), column: (state.size.columns - width) / 2,
      rows: height, columns: width)
  }

  /// The most lines that can be scrolled away.
  var lastScroll: Int { max(0, lines.count - (box.rows - 2)) }

  /// The text in lines of at most `width` cells; later lines keep under the first word that
  /// follows a wide gap.
  private static func wrapped(_ text: String, to width: Int) -> [String] {
    guard Canvas.width(of: text) > width else { return [text] }
    let gap = text.range(of: "  ", options: .backwards)
    let indent = gap.map { text.distance(from: text.startIndex, to: $0.upperBound) } ?? 0
    let margin = String(repeating: " ", count: indent < width / 2 ? indent : 0)
    var lines = [String(text.prefix(margin.count))]
    for word in text.dropFirst(margin.count).split(separator: " ") {
      let last = lines[lines.count - 1]
      let isStart = lines.count == 1 ? last.count == margin.count : last == margin
      let joined = last + (isStart ? "" : " ") + word
      if Canvas.width(of: joined) <= width {
        lines[lines.count - 1] = joined
      } else {
        lines.append(margin + word)
      }
    }
    return lines
  }
}
