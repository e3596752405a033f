// SPDX-License-Identifier: MIT

import CNcurses
import Explorer

extension KeyDecoder {
  /// The key of a character; nil for control characters without a name.
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

  /// The key of a KEY_ code; nil for those without a use, such as KEY_RESIZE and KEY_MOUSE.
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

  /// The key of ESC [ text final, as xterm and its many followers send them: "1;2" is Shift.
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
