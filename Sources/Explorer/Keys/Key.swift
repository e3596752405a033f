// SPDX-License-Identifier: MIT

/// Key event, independent of the terminal library.
public enum Key: Hashable, Sendable {
  /// Printable character.
  case character(Unicode.Scalar)
  /// Lowercase letter with Control.
  case control(Unicode.Scalar)
  /// F1, F2, …
  case function(Int)
  /// Arrow keys.
  case up, down, left, right
  /// Arrow keys with Shift.
  case shiftUp, shiftDown, shiftLeft, shiftRight
  /// Page up and page down.
  case pageUp, pageDown
  /// Home and end.
  case home, end
  /// Enter or Return.
  case enter
  /// Escape.
  case escape
  /// Tab, without and with Shift.
  case tab, backTab
  /// Deletes the character before or under the cursor.
  case backspace, delete
}

extension Key {
  /// Name of the key on screen.
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
