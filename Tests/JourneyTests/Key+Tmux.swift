// SPDX-License-Identifier: MIT

import Explorer

extension Key {
  /// What tmux's `send-keys` calls it.
  var tmuxName: String {
    switch self {
    case .character(" "): "Space"
    // A semicolon alone would end tmux's command.
    case .character(";"): "\\;"
    case .character(let letter): String(Character(letter))
    case .control(let letter): "C-\(letter)"
    case .function(let number): "F\(number)"
    case .up, .down, .left, .right: "\(self)".capitalized
    case .shiftUp: "S-Up"
    case .shiftDown: "S-Down"
    case .shiftLeft: "S-Left"
    case .shiftRight: "S-Right"
    case .pageUp: "PPage"
    case .pageDown: "NPage"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Escape"
    case .tab: "Tab"
    case .backTab: "BTab"
    case .backspace: "BSpace"
    case .delete: "DC"
    }
  }
}
