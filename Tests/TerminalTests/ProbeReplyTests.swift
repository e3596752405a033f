// SPDX-License-Identifier: MIT

import Testing

@testable import Terminal

/// Recorded replies of terminals to the probe's queries.
private enum Replies {
  static let xterm =
    "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?2026;0$y\u{1B}[?1;3;0S\u{1B}[?2;3;0S"
    + "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?64;1;2;6;9;15;16;17;18;21;22;28c"
  static let xtermSixel =
    "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?2026;0$y\u{1B}[?1;0;16S"
    + "\u{1B}[?1;0;1024S\u{1B}[?2;0;800;510S\u{1B}]11;rgb:0000/0000/0000\u{1B}\\"
    + "\u{1B}[?64;1;2;4;6;9;15;18;21;22c"
  static let mlterm =
    "\u{1B}[?1;0;1024S\u{1B}[?1;3;0S\u{1B}[6;17;8t\u{1B}[4;408;640t"
    + "\u{1B}[?63;1;2;3;4;7;29c"
  static let foot =
    "\u{1B}P>|foot(1.13.1)\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?1;0;1024S"
    + "\u{1B}[?2;0;10000;10000S\u{1B}[6;20;10t\u{1B}]11;rgb:11/11/11\u{1B}\\\u{1B}[?62;4;22c"
  static let iterm = "\u{1B}P>|iTerm2 3.5.0\u{1B}\\\u{1B}[?64;1;2;4;6;17;18;21;22c"
  static let kitty =
    "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}P>|kitty(0.26.5)\u{1B}\\\u{1B}[?2026;2$y"
    + "\u{1B}[6;18;9t\u{1B}[?62;c"
  static let tmux = "\u{1B}P>|tmux 3.3a\u{1B}\\\u{1B}[?1;2c"
}

private func reply(_ text: String) -> ProbeReply { ProbeReply(text.utf8) }

@Suite struct ProbeReplyTests {
  @Test(arguments: [
    (Replies.xterm, false), (Replies.xtermSixel, true), (Replies.mlterm, true),
    (Replies.foot, true), (Replies.kitty, false), (Replies.tmux, false),
  ])
  func sixelIsDeviceAttributeFour(answer: String, hasSixel: Bool) {
    #expect(reply(answer).isComplete)
    #expect(reply(answer).hasSixel == hasSixel)
  }

  @Test func deviceClassFourDoesNotMeanSixel() {
    #expect(!reply("\u{1B}[?4;1c").hasSixel)
  }

  @Test func currentAndMaximumRegistersAreParsed() {
    #expect(reply(Replies.xtermSixel).sixelRegisters == [16, 1024])
    #expect(reply(Replies.xterm).sixelRegisters.isEmpty)
  }

  @Test func onlyAnOKReplyToTheQueryIDMeansKitty() {
    #expect(reply(Replies.kitty).hasKitty)
    for answer in [Replies.xterm, Replies.xtermSixel, Replies.mlterm, Replies.foot, Replies.tmux] {
      #expect(!reply(answer).hasKitty)
    }
    for rejection in ["Gi=31;ENOTSUP:no", "Gi=31;", "Gi=31", "Gi=3;OK", "G;OK", "Gi=310;OK", "OK"] {
      #expect(!reply("\u{1B}_\(rejection)\u{1B}\\").hasKitty)
    }
    #expect(reply("\u{1B}_Gp=1,i=31;OK\u{1B}\\").hasKitty)
  }

  @Test(arguments: [
    ["TERM": "xterm-kitty"], ["TERM": "xterm-ghostty"], ["TERM": "wezterm"],
    ["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"],
    ["TERM": "xterm", "TERM_PROGRAM": "ghostty"],
    ["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"],
  ])
  func possibleKittyTerminalsAreQueriedUnlessMultiplexed(environment: [String: String]) {
    let query = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
    #expect(TerminalProbe.queries(environment).hasPrefix(query))
    for multiplexer in ["TMUX", "STY", "ZELLIJ"] {
      let multiplexed = environment.merging([multiplexer: "1"]) { $1 }
      #expect(!TerminalProbe.queries(multiplexed).contains("_G"))
    }
  }

  @Test func otherTerminalsAreNotQueriedForKitty() {
    for environment in [
      ["TERM": "xterm-256color"], ["TERM": "screen", "KITTY_WINDOW_ID": "1"],
      ["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"], ["KITTY_WINDOW_ID": ""],
    ] {
      let queries = TerminalProbe.queries(environment)
      #expect(!queries.contains("_G") && queries.hasSuffix(TerminalProbe.finalQuery))
    }
  }

  @Test func iTermIsRecognizedByItsNameOrVariables() {
    func capabilities(_ answer: String, _ environment: [String: String] = [:]) -> Capabilities {
      Capabilities(colors: 256, isUTF8: true, environment: environment)
        .merging(reply(answer), columns: 80, rows: 24, pixels: nil)
    }
    let iterm = ["TERM_PROGRAM": "iTerm.app"]
    #expect(capabilities("", iterm).hasITerm && !capabilities(Replies.xterm, iterm).hasITerm)
    #expect(capabilities(Replies.iterm).hasITerm && !capabilities(Replies.foot).hasITerm)
    #expect(capabilities(Replies.kitty).hasKitty && !capabilities(Replies.foot).hasKitty)
  }

  @Test func synchronizedOutputNeedsAPositiveReply() {
    #expect(reply(Replies.foot).hasSynchronizedOutput)
    #expect(!reply(Replies.xterm).hasSynchronizedOutput)
    #expect(!reply("\u{1B}[?2026;4$y").hasSynchronizedOutput)
  }

  @Test func namesAndBackgroundColorsAreParsed() {
    #expect(reply(Replies.xterm).name == "XTerm(379)")
    #expect(reply(Replies.tmux).isNamed("tmux"))
    #expect(reply(Replies.xterm).isLight == true)
    #expect(reply(Replies.foot).isLight == false)
    #expect(reply(Replies.kitty).isLight == nil)
    #expect(reply("\u{1B}]11;rgb:fff/eee/\u{7}").isLight == nil)
  }

  @Test func theMostPreciseReportedCellSizeIsUsed() {
    func cell(_ answer: String, pixels: CellSize? = nil) -> CellSize {
      Capabilities().merging(reply(answer), columns: 100, rows: 30, pixels: pixels).cell
    }
    #expect(cell(Replies.foot) == CellSize(width: 10, height: 20))
    #expect(cell(Replies.xtermSixel) == CellSize(width: 8, height: 17))
    #expect(cell("\u{1B}[4;480;700t") == CellSize(width: 7, height: 16))
    #expect(cell("", pixels: CellSize(width: 804, height: 514)) == CellSize(width: 8, height: 17))
    #expect(cell("", pixels: CellSize(width: 0, height: 0)) == .standard)
    #expect(cell("\u{1B}[6;1;1t") == .standard)
  }

  /// xterm limits the reply to `maxGraphicSize`.
  @Test(arguments: [
    (200, 60, 1000, 780), (100, 90, 600, 1000), (200, 90, 1000, 1000), (80, 24, 480, 312),
  ])
  func aLimitedGraphicsAreaIsNotDivided(columns: Int, rows: Int, width: Int, height: Int) {
    for border in [0, 2, 60] {
      let window = CellSize(width: 6 * columns + 2 * border, height: 13 * rows + 2 * border)
      let found = Capabilities().merging(
        reply("\u{1B}[?2;0;\(width);\(height)S"), columns: columns, rows: rows, pixels: window)
      // The border of the window is part of the cells only where the text area is unknown.
      let isLimited = width == 1000 || height == 1000
      let cell = CellSize(
        width: isLimited ? window.width / columns : 6, height: isLimited ? window.height / rows : 13
      )
      #expect(found.cell == cell, "border \(border)")
    }
  }

  @Test func truncatedRepliesAreIncomplete() {
    for answer in [Replies.xtermSixel, Replies.foot, Replies.tmux] {
      for count in 0..<answer.utf8.count {
        #expect(!ProbeReply(answer.utf8.prefix(count)).isComplete)
      }
    }
  }

  @Test func keysAndGarbageAroundRepliesAreIgnored() {
    let noise = "qq\u{1B}\u{1B}[A\u{1B}Ox\u{9B}é\u{1B}[9999999999999999999;;c\u{1B}[?c"
    #expect(reply(noise + Replies.foot + "jj").hasSixel)
    #expect(reply(noise + Replies.foot + "jj").sixelRegisters == [1024])
    #expect(!ProbeReply((0...255).map { UInt8($0) }).hasSixel)
  }

  @Test func terminalsThatDoNotReplyAreNotQueried() {
    for term in ["linux", "vt100", "vt220", "dumb", ""] {
      #expect(!TerminalProbe.answersQueries(term))
    }
    #expect(TerminalProbe.answersQueries("xterm-256color"))
    #expect(TerminalProbe.standardTimeout([:]) == .milliseconds(300))
    #expect(TerminalProbe.standardTimeout(["SSH_TTY": "/dev/pts/3"]) == .seconds(1))
    #expect(TerminalProbe.standardTimeout(["DISPLAY": ":0"]) == .seconds(1))
  }
}
