// SPDX-License-Identifier: MIT

/// A key as the terminal reports it, free of any library's codes.
public enum Key: Hashable, Sendable {
  /// A printable character.
  case character(Unicode.Scalar)
  /// A letter held with Control, in lower case.
  case control(Unicode.Scalar)
  /// F1, F2, …
  case function(Int)
  /// The arrows.
  case up, down, left, right
  /// The arrows with Shift.
  case shiftUp, shiftDown, shiftLeft, shiftRight
  /// A page back or forward.
  case pageUp, pageDown
  /// The first or last place.
  case home, end
  /// Enter or Return.
  case enter
  /// Escape.
  case escape
  /// Tab, forward and back.
  case tab, backTab
  /// Deletes before or under the cursor.
  case backspace, delete
}

extension Key {
  /// The key as people read it.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let letter): String(letter)
    case .control(let letter): "^" + String(letter).uppercased()
    case .function(let number): "F\(number)"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .shiftUp: "Shift ↑"
    case .shiftDown: "Shift ↓"
    case .shiftLeft: "Shift ←"
    case .shiftRight: "Shift →"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    }
  }
}
