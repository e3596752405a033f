// SPDX-License-Identifier: MIT

import Explorer

/// Screen captured by tmux with colors.
struct StyledScreen: Equatable {
  /// A character with its SGR attributes by number.
  struct Cell: Equatable {
    var character: Character
    var attributes: [Int: String]
  }

  /// Rows from top to bottom, without trailing spaces.
  let rows: [[Cell]]

  /// Parses tmux's output: characters and SGR sequences, which apply across lines.
  init(_ captured: String) {
    var attributes: [Int: String] = [:]
    rows = captured.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var cells: [Cell] = []
      var rest = line
      while let character = rest.popFirst() {
        guard character == "\u{1B}" else {
          cells.append(Cell(character: character, attributes: attributes))
          continue
        }
        let sequence = rest.prefix { $0 != "m" }
        rest = rest.dropFirst(sequence.count + 1)
        Self.apply(sequence.dropFirst(), to: &attributes)
      }
      return cells
    }
  }

  /// The cells of an area.
  subscript(_ rect: Rect) -> [[Cell]] {
    (rect.row..<rect.endRow).map { row in
      guard rows.indices ~= row else { return [] }
      return Array(rows[row].dropFirst(rect.column).prefix(rect.columns))
    }
  }

  /// Returns the text of a row.
  func line(_ row: Int) -> String {
    rows.indices ~= row ? String(rows[row].map(\.character)) : ""
  }

  /// The text of the screen.
  var text: String { rows.indices.map(line).joined(separator: "\n") }

  /// Stores the foreground under 38, the background under 48 and other attributes under their
  /// number.
  private static func apply(_ sequence: Substring, to attributes: inout [Int: String]) {
    let parts = sequence.split(separator: ";").map(String.init)
    guard let first = parts.first.flatMap({ Int($0) }) else {
      attributes = [:]
      return
    }
    switch first {
    case 38, 48: attributes[first] = parts.joined(separator: ";")
    case 30...37, 90...97: attributes[38] = parts[0]
    case 40...47, 100...107: attributes[48] = parts[0]
    case 39, 49: attributes[first - 1] = nil
    default:
      // tmux sends 0 and all remaining attributes when an attribute ends.
      if first == 0 { attributes = [:] }
      for part in parts.compactMap({ Int($0) }) where part != 0 { attributes[part] = "" }
    }
  }
}
