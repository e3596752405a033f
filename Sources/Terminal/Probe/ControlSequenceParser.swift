// SPDX-License-Identifier: MIT

/// Incremental parser of control sequences and control strings (ECMA-48).
struct ControlSequenceParser {
  /// A parsed element.
  enum Element: Equatable {
    /// A character outside of sequences.
    case plain(UInt8)
    /// ESC [ text final.
    case sequence(String, final: Character)
    /// ESC introducer text ST, with the introducer P, ], _, ^ or X.
    case string(Character, String)
  }

  private enum ParserState { case ground, escape, sequence, string, stringEscape }

  private var state = ParserState.ground
  private var introducer: Character = " "
  private var text = ""

  /// Whether a sequence has started and not ended.
  var isInside: Bool { state != .ground }

  /// Parses one byte and returns the element that it completes.
  mutating func feed(_ byte: UInt8) -> Element? {
    let character = Character(Unicode.Scalar(byte))
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte, character)
    case .sequence: return sequence(byte, character)
    case .string: return string(byte, character)
    case .stringEscape: return end(byte)
    }
  }

  private mutating func ground(_ byte: UInt8) -> Element? {
    guard byte == 0x1B else { return .plain(byte) }
    (state, text) = (.escape, "")
    return nil
  }

  private mutating func escape(_ byte: UInt8, _ character: Character) -> Element? {
    switch character {
    case "[": state = .sequence
    case "P", "]", "_", "^", "X": (state, introducer) = (.string, character)
    case "\u{1B}": break
    default:
      state = .ground
      return .plain(byte)
    }
    return nil
  }

  private mutating func sequence(_ byte: UInt8, _ character: Character) -> Element? {
    switch byte {
    case 0x40...0x7E:
      state = .ground
      return .sequence(text, final: character)
    case 0x20...0x3F: text.append(character)
    case 0x1B: (state, text) = (.escape, "")
    default: state = .ground
    }
    return nil
  }

  private mutating func string(_ byte: UInt8, _ character: Character) -> Element? {
    switch byte {
    case 0x1B: state = .stringEscape
    case 0x07:
      state = .ground
      return .string(introducer, text)
    default: text.append(character)
    }
    return nil
  }

  /// After ESC within a string: a backslash ends the string, anything else starts a new sequence.
  private mutating func end(_ byte: UInt8) -> Element? {
    if byte == UInt8(ascii: "\\") {
      state = .ground
      return .string(introducer, text)
    }
    (state, text) = (.escape, "")
    return escape(byte, Character(Unicode.Scalar(byte)))
  }
}
