// SPDX-License-Identifier: MIT

/// What all pages have in common.
extension Keymap {
  static let before = Binding(
    "b", "before", "the content in the result's place, and back", rank: 6,
    [.character("b"): .before])

  static let moveControl = Binding(
    "↑/↓", "control", "choose a control", rank: 1, [.up: .move(-1), .down: .move(1)])
  static let moveChannel = Binding(
    "↑/↓", "channel", "choose a channel", rank: 1, [.up: .move(-1), .down: .move(1)])
  static let adjust = Binding(
    "←/→", "turn", "turn the chosen control", rank: 1, [.left: .adjust(-1), .right: .adjust(1)])
  static let tenSteps = Binding(
    "PgUp/PgDn", "×10", "turn by ten steps (Shift ←/→ too)", rank: 6,
    [
      .pageUp: .adjust(10), .pageDown: .adjust(-10), .shiftRight: .adjust(10),
      .shiftLeft: .adjust(-10),
    ])
  static let nextControl = Binding(
    "Tab", "next control", "choose the next control", rank: 4,
    [.tab: .nextControl(1), .backTab: .nextControl(-1)])
  static let channelPages = Binding(
    "Home/End", "", "first and last channel; ]/[ ten on or back",
    [
      .home: .move(-1_000_000), .end: .move(1_000_000), .character("]"): .move(10),
      .character("["): .move(-10),
    ])
  static let filterChannels = Binding(
    "/", "filter", "show only channels with this in their name", rank: 7,
    [.character("/"): .filter])

  static let common = [
    Binding("Enter", "type", "type a number for it", rank: 4, [.enter: .type]),
    Binding(
      "m", "mode", "next mode (M: the one before)", rank: 2,
      [.character("m"): .mode(1), .character("M"): .mode(-1)],
      commands: [("next mode", .mode(1)), ("mode before", .mode(-1))]),
    Binding(
      "1-\(Page.allCases.count)", "views", "show a view", rank: 5,
      Dictionary(
        uniqueKeysWithValues: Page.allCases.map { (.character($0.digit), .page($0)) }),
      commands: Page.allCases.map { ("view: \($0.name)", .page($0)) }),
    Binding(
      "c", "content", "choose the content", rank: 3, [.character("c"): .chooseContent]),
    Binding("s", "style", "choose the style", rank: 3, [.character("s"): .chooseStyle]),
    Binding(
      "N", "network", "choose a network, or the picture's own channels", rank: 6,
      [.character("N"): .palette("network: ")]),
    Binding(
      "{/}", "site", "site before and after this one; S: all by name", rank: 6,
      [
        .character("{"): .nextSite(-1), .character("}"): .nextSite(1),
        .character("S"): .palette("site: "),
      ],
      commands: [
        ("site before", .nextSite(-1)), ("next site", .nextSite(1)),
        ("choose a site", .palette("site: ")),
      ]),
    Binding(
      "A", "", "this mode at every site of the network", [.character("A"): .everywhere]),
    Binding(
      "a", "add style", "add a style to the mixture (d: take it away)", rank: 8,
      [.character("a"): .addStyle, .character("d"): .removeStyle],
      commands: [("add a style", .addStyle), ("take the style away", .removeStyle)]),
    Binding(
      "L", "", "teach the network the style of a picture", [.character("L"): .learn]),
    Binding(
      ",/.", "", "channel before and after this one",
      [.character(","): .channel(-1), .character("."): .channel(1)],
      commands: [("channel before", .channel(-1)), ("next channel", .channel(1))]),
    Binding(
      "r", "reset", "put the control back (R: everything)", rank: 4,
      [.character("r"): .reset, .character("R"): .resetAll],
      commands: [("reset the control", .reset), ("reset everything", .resetAll)]),
    Binding(
      "u", "undo", "undo (Ctrl-R: redo)", rank: 5,
      [.character("u"): .undo, .control("r"): .redo],
      commands: [("undo", .undo), ("redo", .redo)]),
    before,
    Binding(
      "x", "bare x̂", "γ = 1, β = 0: the bare x̂, and back", rank: 7,
      [.character("x"): .identityAffine]),
    Binding(
      "e", "equalize", "equalize the content's luma first, and back", rank: 8,
      [.character("e"): .equalize]),
    Binding(
      ":", "commands", "all commands by name (Ctrl-P too)", rank: 3,
      [.character(":"): .palette(""), .control("p"): .palette("")]),
    Binding(
      "w", "export", "write the result, the screen or the figures to a file", rank: 8,
      [.character("w"): .palette("export ")]),
    Binding(
      "?", "help", "explain the mode; again: the keys alone (F1 too)", rank: 0,
      [.character("?"): .help, .function(1): .help]),
    Binding(
      "q", "quit", "leave (Ctrl-C too)", rank: 0,
      [.character("q"): .quit, .control("c"): .quit]),
    Binding(
      "^L", "", "draw again (Ctrl-Z: to the shell)",
      [.control("l"): .redraw, .control("z"): .suspend],
      commands: [("draw again", .redraw), ("to the shell", .suspend)]),
  ]
}
