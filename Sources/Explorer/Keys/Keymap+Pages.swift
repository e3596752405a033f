// SPDX-License-Identifier: MIT

/// What the pages have of their own.
extension Keymap {
  static let moveControl = Binding(
    "↑/↓", "control", "choose a control", rank: 1, [.up: .move(-1), .down: .move(1)])
  static let moveChannel = Binding(
    "↑/↓", "channel", "choose a channel", rank: 1, [.up: .move(-1), .down: .move(1)])
  static let turn = Binding(
    "←/→", "turn", "turn the chosen control", rank: 1, [.left: .turn(-1), .right: .turn(1)])
  static let tenSteps = Binding(
    "PgUp/PgDn", "×10", "turn by ten steps (Shift ←/→ too)", rank: 6,
    [.pageUp: .turn(10), .pageDown: .turn(-10), .shiftRight: .turn(10), .shiftLeft: .turn(-10)])
  static let nextControl = Binding(
    "Tab", "next control", "choose the next control", rank: 4,
    [.tab: .nextControl(1), .backTab: .nextControl(-1)])
  static let channelPages = Binding(
    "Home/End", "", "first and last channel; ]/[ ten on or back",
    [
      .home: .move(-1_000_000), .end: .move(1_000_000), .character("]"): .move(10),
      .character("["): .move(-10),
    ])
  static let channelFilter = Binding(
    "/", "filter", "show only channels with this in their name", rank: 7,
    [.character("/"): .filter])

  static let moveMode = Binding(
    "↑/↓", "row", "choose a mode's row", rank: 1, [.up: .move(-1), .down: .move(1)])
  static let useMode = Binding(
    "Enter", "use", "go on with the mode of the row", rank: 2, [.enter: .accept])
  static let movePicture = Binding(
    "↑/↓", "picture", "choose a picture of the batch", rank: 1,
    [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)])
  static let batchChange = Binding(
    "a/d", "add, remove", "add pictures to the batch; take the chosen one away", rank: 2,
    [.character("a"): .addToBatch, .character("d"): .removeFromBatch],
    commands: [
      ("add pictures to the batch", .addToBatch), ("take the picture away", .removeFromBatch),
    ])
  static let batchReset = Binding(
    "r", "batch back", "the batch as it was (R: everything turned)", rank: 5,
    [.character("r"): .resetBatch, .character("R"): .resetAll],
    commands: [("the batch as it was", .resetBatch), ("reset everything", .resetAll)])
  static let channelSteps = Binding(
    ",/.", "channel", "channel before and after this one; ]/[ ten on or back", rank: 6,
    [
      .character(","): .channel(-1), .character("."): .channel(1), .character("]"): .channel(10),
      .character("["): .channel(-10),
    ])
  static let moveRow = Binding(
    "↑/↓", "style", "choose a style of the bank", rank: 1,
    [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)])
  static let turnRow = Binding(
    "←/→", "weight", "turn the weight of the style", rank: 1,
    [.left: .turn(-1), .right: .turn(1)])
  static let typeRow = Binding(
    "Enter", "type", "type the weight", rank: 4, [.enter: .type])
  static let toggleRow = Binding(
    "Space", "in/out", "the style into the mixture or out of it; o: this one alone", rank: 2,
    [.character(" "): .toggleRow, .character("o"): .onlyRow],
    commands: [("the style into the mixture or out", .toggleRow), ("only this style", .onlyRow)])
  static let bankChange = Binding(
    "a/d", "add, remove", "add pictures to the bank; take one of yours away (n: another name)",
    rank: 3,
    [
      .character("a"): .addToBank, .character("d"): .removeFromBank,
      .character("n"): .rename,
    ],
    commands: [
      ("add pictures to the bank", .addToBank), ("take the style out of the bank", .removeFromBank),
      ("give the style another name", .rename),
    ])
  static let learn = Binding(
    "L", "learn", "teach the network the style of a picture (Esc: end that, and keep it)", rank: 4,
    [.character("L"): .learn, .escape: .stopLearning],
    commands: [
      ("teach the network the style of a picture", .learn),
      ("end the learning, and keep the style", .stopLearning),
    ])
  static let rowReset = Binding(
    "r", "reset", "the mixture as it was at the start (R: everything turned)", rank: 5,
    [.character("r"): .resetStyles, .character("R"): .resetAll],
    commands: [("the mixture as at the start", .resetStyles), ("reset everything", .resetAll)])
  static let moveMap = Binding(
    "←↑↓→", "move", "move the cursor", rank: 1,
    [
      .left: .move(-1), .right: .move(1), .up: .rows(-1), .down: .rows(1),
      .home: .move(-1_000_000), .end: .move(1_000_000),
    ])
  static let mapRows = Binding(
    "PgUp/PgDn", "", "a screenful on or back (Home, End: all, and the last)",
    [.pageUp: .screens(-1), .pageDown: .screens(1)])
  static let openMap = Binding(
    "Enter", "open", "show the channel on Channels", rank: 2, [.enter: .accept])
  static let turnMap = Binding(
    "-/+", "turn", "turn the chosen control (Shift ←/→: by ten steps)", rank: 2,
    [
      .character("-"): .turn(-1), .character("+"): .turn(1), .character("="): .turn(1),
      .shiftLeft: .turn(-10), .shiftRight: .turn(10),
    ])
  static let grey = Binding(
    "v", "one grey", "one range of grey for all maps, and back to one each", rank: 3,
    [.character("v"): .grey])
  static let logarithm = Binding(
    "l", "log σ", "deviations on a logarithmic axis, and back", rank: 2,
    [.character("l"): .logarithm])
  static let movePanel = Binding(
    "↑/↓", "photographs", "choose the photographs trained on", rank: 1,
    [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)])
  static let turnSaved = Binding(
    "←/→", "step", "choose the step that a network was saved at", rank: 1,
    [.left: .turn(-1), .right: .turn(1)])
  static let turnNorm = Binding(
    "Tab", "BN/IN", "choose the network with the other normalization", rank: 2,
    [.tab: .nextControl(1), .backTab: .nextControl(-1)])
  static let loadSaved = Binding(
    "Enter", "load", "send the picture through that network", rank: 2, [.enter: .accept])
  static let lossLogarithm = Binding(
    "l", "log", "losses on a logarithmic axis, and back", rank: 2,
    [.character("l"): .logarithm])
  static let mark = Binding(
    "Space", "mark", "mark the file; Enter takes all that are marked", rank: 1,
    [.character(" "): .mark])
}
