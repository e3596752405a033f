// SPDX-License-Identifier: MIT

import Pictures

/// The one table that keys, footer and help are made from.
public enum Keymap {
  /// Where keys are read: each has a table of its own.
  public enum Context: CaseIterable, Sendable {
    /// Preview.
    case preview
    /// Channels.
    case channels
    /// Compare.
    case compare
    /// Batch.
    case batch
    /// Styles.
    case styles
    /// The name of a style being typed.
    case naming
    /// The file chooser.
    case chooser
    /// The file chooser where it takes several files.
    case marking
    /// A number being typed.
    case entry
    /// The help.
    case help
    /// The list of all commands.
    case palette
    /// What names must have in them, being typed.
    case filter
  }

  /// The bindings that count in a context, in the order of the footer.
  public static func bindings(in context: Context) -> [Binding] {
    switch context {
    case .preview: [moveControl, turn, tenSteps] + common
    case .channels:
      [moveChannel, turn, nextControl, tenSteps, channelPages, channelFilter] + common
    case .compare: with([moveMode, turn, nextControl, tenSteps, useMode])
    case .batch:
      with([movePicture, batchChange, batchReset, channelSteps, turn, nextControl, tenSteps])
    case .styles: with([moveRow, turnRow, tenSteps, typeRow, toggleRow, bankChange, rowReset])
    case .naming: naming
    case .chooser: chooser
    case .marking: [chooser[0], mark] + chooser.dropFirst()
    case .entry: entry
    case .help: help
    case .palette: palette
    case .filter: filter
    }
  }

  /// A page's own bindings and the common ones, but for those whose keys it uses otherwise, and for
  /// before and after, which it shows at once.
  private static func with(_ own: [Binding]) -> [Binding] {
    let taken = Set(own.flatMap(\.keys.keys))
    return own
      + common.filter {
        taken.isDisjoint(with: $0.keys.keys) && !$0.keys.values.contains(.before)
      }
  }

  /// The lines of the command palette over a page: its bindings, and what has no key.
  public static func commands(in context: Context) -> [Command] {
    bindings(in: context).flatMap(\.commands) + keyless
  }

  private static let keyless: [Command] =
    Mode.allCases.map {
      Command(name: "mode: \($0.name)", keys: "", action: .use($0))
    }
    + ColorSpace.allCases.map {
      Command(name: "space: \($0.name)", keys: "", action: .work(in: $0))
    }
    + Theme.allCases.map {
      Command(name: "theme: \($0.name)", keys: "", action: .theme($0))
    }
    + Export.allCases.map {
      Command(name: $0.name, keys: "", action: .export($0))
    }
    + [Command(name: "mouse: listen to it, or no more", keys: "", action: .mouse)]

  /// What a key does in a context.
  public static func action(for key: Key, in context: Context) -> Action? {
    for binding in bindings(in: context) {
      if let action = binding.keys[key] { return action }
    }
    return nil
  }

  private static let moveControl = Binding(
    "↑/↓", "control", "choose a control", rank: 1, [.up: .move(-1), .down: .move(1)])
  private static let moveChannel = Binding(
    "↑/↓", "channel", "choose a channel", rank: 1, [.up: .move(-1), .down: .move(1)])
  private static let turn = Binding(
    "←/→", "turn", "turn the chosen control", rank: 1, [.left: .turn(-1), .right: .turn(1)])
  private static let tenSteps = Binding(
    "PgUp/PgDn", "×10", "turn by ten steps (Shift ←/→ too)", rank: 6,
    [.pageUp: .turn(10), .pageDown: .turn(-10), .shiftRight: .turn(10), .shiftLeft: .turn(-10)])
  private static let nextControl = Binding(
    "Tab", "next control", "choose the next control", rank: 4,
    [.tab: .nextControl(1), .backTab: .nextControl(-1)])
  private static let channelPages = Binding(
    "Home/End", "", "first and last channel; ]/[ ten on or back",
    [
      .home: .move(-1_000_000), .end: .move(1_000_000), .character("]"): .move(10),
      .character("["): .move(-10),
    ])
  private static let channelFilter = Binding(
    "/", "filter", "show only channels with this in their name", rank: 7,
    [.character("/"): .filter])

  private static let moveMode = Binding(
    "↑/↓", "row", "choose a mode's row", rank: 1, [.up: .move(-1), .down: .move(1)])
  private static let useMode = Binding(
    "Enter", "use", "go on with the mode of the row", rank: 2, [.enter: .accept])
  private static let movePicture = Binding(
    "↑/↓", "picture", "choose a picture of the batch", rank: 1,
    [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)])
  private static let batchChange = Binding(
    "a/d", "add, remove", "add pictures to the batch; take the chosen one away", rank: 2,
    [.character("a"): .addToBatch, .character("d"): .removeFromBatch],
    commands: [
      ("add pictures to the batch", .addToBatch), ("take the picture away", .removeFromBatch),
    ])
  private static let batchReset = Binding(
    "r", "batch back", "the batch as it was (R: everything turned)", rank: 5,
    [.character("r"): .resetBatch, .character("R"): .resetAll],
    commands: [("the batch as it was", .resetBatch), ("reset everything", .resetAll)])
  private static let channelSteps = Binding(
    ",/.", "channel", "channel before and after this one; ]/[ ten on or back", rank: 6,
    [
      .character(","): .channel(-1), .character("."): .channel(1), .character("]"): .channel(10),
      .character("["): .channel(-10),
    ])
  private static let moveRow = Binding(
    "↑/↓", "style", "choose a style of the bank", rank: 1,
    [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)])
  private static let turnRow = Binding(
    "←/→", "weight", "turn the weight of the style", rank: 1,
    [.left: .turn(-1), .right: .turn(1)])
  private static let typeRow = Binding(
    "Enter", "type", "type the weight", rank: 4, [.enter: .type])
  private static let toggleRow = Binding(
    "Space", "in/out", "the style into the mixture or out of it; o: this one alone", rank: 2,
    [.character(" "): .toggleRow, .character("o"): .onlyRow],
    commands: [("the style into the mixture or out", .toggleRow), ("only this style", .onlyRow)])
  private static let bankChange = Binding(
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
  private static let rowReset = Binding(
    "r", "reset", "the mixture as it was at the start (R: everything turned)", rank: 5,
    [.character("r"): .resetStyles, .character("R"): .resetAll],
    commands: [("the mixture as at the start", .resetStyles), ("reset everything", .resetAll)])
  private static let mark = Binding(
    "Space", "mark", "mark the file; Enter takes all that are marked", rank: 1,
    [.character(" "): .mark])

  private static let common = [
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
      "a", "add style", "add a style to the mixture (d: take it away)", rank: 8,
      [.character("a"): .addStyle, .character("d"): .removeStyle],
      commands: [("add a style", .addStyle), ("take the style away", .removeStyle)]),
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
    Binding(
      "b", "before", "the content in the result's place, and back", rank: 6,
      [.character("b"): .before]),
    Binding(
      "x", "bare x̂", "γ = 1, β = 0: the bare x̂, and back", rank: 7, [.character("x"): .bare]),
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

  private static let chooser = [
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
      "/", "filter", "show only names with this in them", rank: 3, [.character("/"): .filter]),
    Binding(
      "Esc", "close", "close", rank: 0,
      [.escape: .close, .character("q"): .close, .control("c"): .quit]),
    Binding("^L", "", "draw again", [.control("l"): .redraw, .control("z"): .suspend]),
  ]

  private static let palette = [
    Binding(
      "↑/↓", "move", "move the cursor", rank: 1,
      [.up: .move(-1), .down: .move(1), .pageUp: .move(-10), .pageDown: .move(10)]),
    Binding("a-z", "find", "letters of the name", rank: 2, [:]),
    Binding("Enter", "do it", "do what is under the cursor", rank: 1, [.enter: .accept]),
    Binding("Esc", "close", "close", rank: 0, [.escape: .close, .control("c"): .quit]),
    Binding("^L", "", "draw again", [.control("l"): .redraw, .control("z"): .suspend]),
  ]

  private static let naming = [
    Binding("a-z", "name", "the name", rank: 2, [:]),
    Binding("Enter", "keep", "keep the name", rank: 1, [.enter: .accept]),
    Binding(
      "Esc", "leave it", "leave the name as it was", rank: 0,
      [.escape: .close, .control("c"): .quit]),
    Binding("^L", "", "draw again", [.control("l"): .redraw, .control("z"): .suspend]),
  ]

  private static let filter = [
    Binding("a-z", "find", "letters that the names must have in them", rank: 2, [:]),
    Binding(
      "↑/↓", "move", "move the cursor", rank: 1, [.up: .move(-1), .down: .move(1)]),
    Binding("Enter", "keep", "keep the filter", rank: 1, [.enter: .accept]),
    Binding(
      "Esc", "show all", "show all again", rank: 0, [.escape: .close, .control("c"): .quit]),
    Binding("^L", "", "draw again", [.control("l"): .redraw, .control("z"): .suspend]),
  ]

  private static let entry = [
    Binding("0-9 . - e", "number", "the number", rank: 1, [:]),
    Binding("Enter", "set", "use the number", rank: 0, [.enter: .accept]),
    Binding(
      "Esc", "leave it", "leave the value as it was", rank: 0,
      [.escape: .close, .control("c"): .quit]),
    Binding("^L", "", "draw again", [.control("l"): .redraw, .control("z"): .suspend]),
  ]

  private static let help = [
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
    Binding("^L", "", "draw again", [.control("l"): .redraw, .control("z"): .suspend]),
  ]
}
