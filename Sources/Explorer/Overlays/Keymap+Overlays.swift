// SPDX-License-Identifier: MIT

/// Bindings of the overlays.
extension Keymap {
  private static let redraw = Binding(
    "^L", "", "redraw", [.control("l"): .redraw, .control("z"): .suspend])

  static let chooser = [
    Binding(
      "↑/↓", "move", "move the cursor", rank: 1,
      [
        .up: .move(-1), .down: .move(1), .pageUp: .move(-10), .pageDown: .move(10),
        .home: .move(-1_000_000), .end: .move(1_000_000),
      ]),
    Binding(
      "Enter", "choose", "choose the file or open the folder", rank: 1,
      [.enter: .accept, .right: .accept]),
    Binding(
      "←", "folder above", "go to the folder above", rank: 2,
      [.left: .up, .backspace: .up]),
    Binding(
      "/", "filter", "show only names that contain a text", rank: 3, [.character("/"): .filter]),
    Binding(
      "Esc", "close", "close", rank: 0,
      [.escape: .close, .character("q"): .close, .control("c"): .quit]),
    redraw,
  ]

  static let mark = Binding(
    "Space", "mark", "mark the file; Enter adds all marked files", rank: 1,
    [.character(" "): .mark])

  static let palette = [
    Binding(
      "↑/↓", "move", "move the cursor", rank: 1,
      [.up: .move(-1), .down: .move(1), .pageUp: .move(-10), .pageDown: .move(10)]),
    Binding("a-z", "find", "search for a command", rank: 2, [:]),
    Binding("Enter", "run", "run the selected command", rank: 1, [.enter: .accept]),
    Binding("Esc", "close", "close", rank: 0, [.escape: .close, .control("c"): .quit]),
    redraw,
  ]

  static let naming = [
    Binding("a-z", "name", "type the name", rank: 2, [:]),
    Binding("Enter", "save", "save the name", rank: 1, [.enter: .accept]),
    Binding(
      "Esc", "cancel", "keep the old name", rank: 0,
      [.escape: .close, .control("c"): .quit]),
    redraw,
  ]

  static let filter = [
    Binding("a-z", "find", "text that names must contain", rank: 2, [:]),
    Binding(
      "↑/↓", "move", "move the cursor", rank: 1, [.up: .move(-1), .down: .move(1)]),
    Binding("Enter", "apply", "apply the filter", rank: 1, [.enter: .accept]),
    Binding(
      "Esc", "show all", "clear the filter", rank: 0, [.escape: .close, .control("c"): .quit]),
    redraw,
  ]

  static let entry = [
    Binding("0-9 . - e", "number", "type a number", rank: 1, [:]),
    Binding("Enter", "set", "set the value", rank: 0, [.enter: .accept]),
    Binding(
      "Esc", "cancel", "keep the old value", rank: 0,
      [.escape: .close, .control("c"): .quit]),
    redraw,
  ]

  static let help = [
    Binding(
      "↑/↓", "scroll", "scroll", rank: 1,
      [.up: .move(-1), .down: .move(1), .pageUp: .move(-10), .pageDown: .move(10)]),
    Binding(
      "m", "next mode", "explain the next mode", rank: 2,
      [.character("m"): .mode(1), .character("M"): .mode(-1), .right: .mode(1), .left: .mode(-1)]),
    Binding(
      "F1", "keys", "show the keys", rank: 2,
      [.function(1): .help, .character("?"): .help]),
    Binding(
      "Esc", "close", "close", rank: 0,
      [.escape: .close, .enter: .close, .character("q"): .close, .control("c"): .quit]),
    redraw,
  ]
}
