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
