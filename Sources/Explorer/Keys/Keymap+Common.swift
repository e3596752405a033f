// SPDX-License-Identifier: MIT

/// Bindings that several pages share.
extension Keymap {
  static let before = Binding(
    "b", "before", "switch between the result and the content", rank: 6,
    [.character("b"): .before])

  static let moveControl = Binding(
    "↑/↓", "control", "select a control", rank: 1, [.up: .move(-1), .down: .move(1)])
  static let moveChannel = Binding(
    "↑/↓", "channel", "select a channel", rank: 1, [.up: .move(-1), .down: .move(1)])
  static let adjust = Binding(
    "←/→", "adjust", "change the selected control", rank: 1,
    [.left: .adjust(-1), .right: .adjust(1)])
  static let tenSteps = Binding(
    "PgUp/PgDn", "×10", "ten steps at once (also Shift ←/→)", rank: 6,
    [
      .pageUp: .adjust(10), .pageDown: .adjust(-10), .shiftRight: .adjust(10),
      .shiftLeft: .adjust(-10),
    ])
  static let nextControl = Binding(
    "Tab", "next control", "select the next control", rank: 4,
    [.tab: .nextControl(1), .backTab: .nextControl(-1)])
  static let channelPages = Binding(
    "Home/End", "", "first and last channel; ]/[ ten forward or back",
    [
      .home: .move(-1_000_000), .end: .move(1_000_000), .character("]"): .move(10),
      .character("["): .move(-10),
    ])
  static let filterChannels = Binding(
    "/", "filter", "show only channels whose name contains a text", rank: 7,
    [.character("/"): .filter])

  static let common = [
    Binding("Enter", "edit value", "type a number", rank: 4, [.enter: .enterValue]),
    Binding(
      "m", "mode", "next mode (M: previous)", rank: 2,
      [.character("m"): .mode(1), .character("M"): .mode(-1)],
      commands: [("next mode", .mode(1)), ("previous mode", .mode(-1))]),
    Binding(
      "1-\(Page.allCases.count)", "pages", "show a page", rank: 5,
      Dictionary(
        uniqueKeysWithValues: Page.allCases.map { (.character($0.digit), .page($0)) }),
      commands: Page.allCases.map { ("page: \($0.name)", .page($0)) }),
    Binding(
      "c", "content", "choose the content", rank: 3, [.character("c"): .chooseContent]),
    Binding("s", "style", "choose the style", rank: 3, [.character("s"): .chooseStyle]),
    Binding(
      "N", "network", "choose a network, or the picture's channels (pixels)", rank: 6,
      [.character("N"): .palette("network: ")]),
    Binding(
      "{/}", "site", "previous and next site; S: choose by name", rank: 6,
      [
        .character("{"): .nextSite(-1), .character("}"): .nextSite(1),
        .character("S"): .palette("site: "),
      ],
      commands: [
        ("previous site", .nextSite(-1)), ("next site", .nextSite(1)),
        ("choose a site", .palette("site: ")),
      ]),
    Binding(
      "A", "", "use this mode at every site of the network", [.character("A"): .everywhere]),
    Binding(
      "a", "add style", "add a style to the mixture (d: remove it)", rank: 8,
      [.character("a"): .addStyle, .character("d"): .removeStyle],
      commands: [("add a style", .addStyle), ("remove the style", .removeStyle)]),
    Binding(
      "L", "", "learn the style of a picture", [.character("L"): .learn]),
    Binding(
      ",/.", "", "previous and next channel",
      [.character(","): .channel(-1), .character("."): .channel(1)],
      commands: [("previous channel", .channel(-1)), ("next channel", .channel(1))]),
    Binding(
      "r", "reset", "reset the control (R: all edits)", rank: 4,
      [.character("r"): .reset, .character("R"): .resetAll],
      commands: [("reset the control", .reset), ("reset all edits", .resetAll)]),
    Binding(
      "u", "undo", "undo (Ctrl-R: redo)", rank: 5,
      [.character("u"): .undo, .control("r"): .redo],
      commands: [("undo", .undo), ("redo", .redo)]),
    before,
    Binding(
      "x", "identity", "turn the identity affine on or off (γ = 1, β = 0)", rank: 7,
      [.character("x"): .identityAffine]),
    Binding(
      "e", "equalize", "turn luma equalization of the content on or off", rank: 8,
      [.character("e"): .equalize]),
    Binding(
      ":", "commands", "command palette (also Ctrl-P)", rank: 3,
      [.character(":"): .palette(""), .control("p"): .palette("")]),
    Binding(
      "w", "export", "write the result, the screen or the statistics to a file", rank: 8,
      [.character("w"): .palette("export ")]),
    Binding(
      "?", "help", "explain the mode; again: only the keys (also F1)", rank: 0,
      [.character("?"): .help, .function(1): .help]),
    Binding(
      "q", "quit", "quit (also Ctrl-C)", rank: 0,
      [.character("q"): .quit, .control("c"): .quit]),
    Binding(
      "^L", "", "redraw (Ctrl-Z: suspend)",
      [.control("l"): .redraw, .control("z"): .suspend],
      commands: [("redraw", .redraw), ("suspend", .suspend)]),
  ]
}
