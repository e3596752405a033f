// SPDX-License-Identifier: MIT

import Explorer

/// A screen that tmux captured with its colors: a character and its look for each cell.
struct StyledScreen: Equatable {
  /// A character with its colors and attributes.
  struct Cell: Equatable {
    var character: Character
    var look: [Int: String]
  }

  /// The rows from the top; blanks at their ends are left out.
  let rows: [[Cell]]

  /// Reads tmux's text: characters, and SGR sequences that hold across lines.
  init(_ captured: String) {
    var look: [Int: String] = [:]
    rows = captured.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var cells: [Cell] = []
      var rest = line
      while let character = rest.popFirst() {
        guard character == "\u{1B}" else {
          cells.append(Cell(character: character, look: look))
          continue
        }
        let sequence = rest.prefix { $0 != "m" }
        rest = rest.dropFirst(sequence.count + 1)
        Self.apply(sequence.dropFirst(), to: &look)
      }
      return cells
    }
  }

  /// The cells of a part of the screen.
  subscript(_ rect: Rect) -> [[Cell]] {
    (rect.row..<rect.endRow).map { row in
      guard rows.indices ~= row else { return [] }
      return Array(rows[row].dropFirst(rect.column).prefix(rect.columns))
    }
  }

  /// The text of a row.
  func line(_ row: Int) -> String {
    rows.indices ~= row ? String(rows[row].map(\.character)) : ""
  }

  /// The text of the whole screen.
  var text: String { rows.indices.map(line).joined(separator: "\n") }

  /// Keeps foreground under 38, background under 48 and each attribute under its own number.
  private static func apply(_ sequence: Substring, to look: inout [Int: String]) {
    let parts = sequence.split(separator: ";").map(String.init)
    guard let first = parts.first.flatMap({ Int($0) }) else {
      look = [:]
      return
    }
    switch first {
    case 38, 48: look[first] = parts.joined(separator: ";")
    case 30...37, 90...97: look[38] = parts[0]
    case 40...47, 100...107: look[48] = parts[0]
    case 39, 49: look[first - 1] = nil
    default:
      // tmux begins anew with 0 whenever an attribute ends.
      if first == 0 { look = [:] }
      for part in parts.compactMap({ Int($0) }) where part != 0 { look[part] = "" }
    }
  }
}
