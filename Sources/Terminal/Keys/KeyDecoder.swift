// SPDX-License-Identifier: MIT

import CNcurses
import Explorer

/// Decoder of curses input to keys: characters, curses key codes, and control sequences that are
/// not in the terminfo entry. Late replies to the terminal probe are discarded.
struct KeyDecoder {
  /// Whether probe replies may still arrive. If not, ESC P is Escape followed by a letter.
  var expectsReplies = true
  private var parser = ControlSequenceParser()
  /// Whether the last character was ESC.
  private var isEscaped = false

  /// Returns the keys completed by a character.
  mutating func character(_ code: UInt32) -> [Key] {
    guard let scalar = Unicode.Scalar(code) else { return [] }
    if parser.isInside || begins(scalar) { return sequence(scalar) }
    if scalar == "\u{1B}" {
      defer { isEscaped = true }
      return isEscaped ? [.escape] : []
    }
    return finish() + (Self.key(scalar).map { [$0] } ?? [])
  }

  /// Returns the keys of a curses key code.
  mutating func code(_ code: Int32) -> [Key] {
    parser = ControlSequenceParser()
    return finish() + (Self.key(code: code).map { [$0] } ?? [])
  }

  /// Returns Escape if ESC was read and no input follows.
  mutating func finish() -> [Key] {
    defer { isEscaped = false }
    return isEscaped ? [.escape] : []
  }

  /// Discards an incomplete sequence.
  mutating func reset() { parser = ControlSequenceParser() }

  /// Returns whether a character after ESC starts a sequence.
  private mutating func begins(_ scalar: Unicode.Scalar) -> Bool {
    guard isEscaped, scalar == "[" || expectsReplies && "P]_".unicodeScalars.contains(scalar) else {
      return false
    }
    isEscaped = false
    parser = ControlSequenceParser()
    _ = parser.feed(0x1B)
    return true
  }

  /// ESC within a sequence ends it; the characters after it are keys again.
  private mutating func sequence(_ scalar: Unicode.Scalar) -> [Key] {
    switch parser.feed(UInt8(exactly: scalar.value) ?? 0x3F) {
    case .sequence(let text, let final):
      Self.key(sequence: text, final: final).map { [$0] } ?? []
    case .plain: [.escape] + (Self.key(scalar).map { [$0] } ?? [])
    case .string, nil: []
    }
  }
}

extension KeyDecoder {
  /// Returns the key of a character; nil for control characters that are not keys.
  static func key(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 8, 127: .backspace
    case 9: .tab
    case 10, 13: .enter
    case 0: .control(" ")
    case 1...26: .control(Unicode.Scalar(UInt8(scalar.value) + 96))
    case 28...31, 128...159: nil
    default: .character(scalar)
    }
  }

  /// Returns the key of a curses key code; nil for others, such as KEY_RESIZE and KEY_MOUSE.
  static func key(code: Int32) -> Key? {
    if (KEY_F0 + 1...KEY_F0 + 63).contains(code) { return .function(Int(code - KEY_F0)) }
    return codes[code]
  }

  private static let codes: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right,
    KEY_SR: .shiftUp, KEY_SF: .shiftDown, KEY_SLEFT: .shiftLeft, KEY_SRIGHT: .shiftRight,
    KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end,
    KEY_A1: .home, KEY_C1: .end, KEY_A3: .pageUp, KEY_C3: .pageDown,
    KEY_ENTER: .enter, KEY_BTAB: .backTab, KEY_BACKSPACE: .backspace, KEY_DC: .delete,
  ]

  /// Returns the key of the sequence ESC [ text final, as sent by xterm. "1;2" means Shift.
  static func key(sequence text: String, final: Character) -> Key? {
    let numbers = text.split(separator: ";").map { Int($0) }
    if final == "~" { return numbers.count == 1 ? numbers[0].flatMap { numbered[$0] } : nil }
    switch text {
    case "", "1", "1;1": return plain[final]
    case "1;2": return shifted[final]
    default: return nil
    }
  }

  private static let plain: [Character: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab,
    "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4),
  ]

  private static let shifted: [Character: Key] = [
    "A": .shiftUp, "B": .shiftDown, "C": .shiftRight, "D": .shiftLeft,
  ]

  private static let numbered: [Int: Key] = [
    1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]
}
