// SPDX-License-Identifier: MIT

import Testing

@testable import Terminal

private func terminal(_ change: (inout Capabilities) -> Void = { _ in }) -> Capabilities {
  var result = Capabilities()
  (result.colors, result.isUTF8) = (256, true)
  change(&result)
  return result
}

private let withSixel = terminal {
  ($0.hasSixel, $0.sixelRegisters, $0.maximumSixelRegisters) = (true, 16, 1024)
}

private let sixel = GraphicsMode.sixel(cellWidth: 10, cellHeight: 20, registers: 1024)

@Suite struct GraphicsChoiceTests {
  private func mode(
    _ choice: GraphicsChoice, _ terminal: Capabilities, _ environment: [String: String] = [:]
  ) -> GraphicsMode {
    choice.mode(on: terminal, environment: environment)
  }

  @Test(arguments: [256, 16, 8]) func symbolsUseTheTerminalsNumberOfColors(colors: Int) {
    #expect(mode(.auto, terminal { $0.colors = colors }) == .symbols(colors: colors))
  }

  @Test func sixelIsUsedIfReported() {
    let raised = GraphicsMode.sixel(cellWidth: 10, cellHeight: 20, registers: 256)
    #expect(mode(.auto, withSixel) == raised)
    #expect(mode(.auto, terminal()) == .symbols(colors: 256))
  }

  @Test func registersThatCannotBeRaisedAreUnchanged() {
    var few = withSixel
    few.maximumSixelRegisters = 16
    #expect(mode(.auto, few) == .sixel(cellWidth: 10, cellHeight: 20, registers: 16))
  }

  @Test func multiplexersKonsoleAndContourUseSixelOnlyOnRequest() {
    for change: (inout Capabilities) -> Void in [
      { $0.isMultiplexed = true }, { $0.name = "Konsole 22.12.3" }, { $0.name = "contour 0.3" },
    ] {
      var doubtful = withSixel
      change(&doubtful)
      #expect(mode(.auto, doubtful) == .symbols(colors: 256))
      #expect(mode(.sixel, doubtful) != .symbols(colors: 256))
    }
  }

  @Test func terminalsWithoutColorsOrUTF8UseASCII() {
    #expect(mode(.auto, terminal { $0.colors = 0 }) == .ascii(colors: 0))
    #expect(mode(.auto, terminal { $0.isUTF8 = false }) == .ascii(colors: 256))
    #expect(mode(.symbols, terminal { $0.isUTF8 = false }) == .ascii(colors: 256))
    #expect(mode(.symbols, terminal { $0.colors = 0 }) == .symbols(colors: 0))
  }

  @Test func onlyANonemptyNoColorDisablesColors() {
    #expect(mode(.auto, withSixel, ["NO_COLOR": "1"]) == .ascii(colors: 0))
    #expect(mode(.auto, terminal(), ["NO_COLOR": ""]) == .symbols(colors: 256))
    #expect(mode(.ascii, terminal(), ["NO_COLOR": "1"]) == .ascii(colors: 0))
  }

  @Test(arguments: [GraphicsChoice.kitty, .iterm, .truecolor])
  func protocolsBeyondCursesAreUsedIfReported(choice: GraphicsChoice) {
    let best = [
      GraphicsChoice.kitty: .kitty(cell: .standard), .iterm: .iterm(cell: .standard),
    ][choice, default: GraphicsMode.truecolor]
    func offered(_ change: (inout Capabilities) -> Void = { _ in }) -> Capabilities {
      terminal {
        $0.hasKitty = choice == .kitty
        $0.hasITerm = choice == .iterm
        $0.hasTrueColor = choice == .truecolor
        change(&$0)
      }
    }
    #expect(mode(.auto, offered()) == best)
    #expect(mode(.auto, offered(), ["SSH_TTY": "/dev/pts/1"]) == best)
    #expect(mode(.auto, offered(), ["NO_COLOR": "1"]) == .ascii(colors: 0))
    let multiplexed = offered { $0.isMultiplexed = true }
    #expect(mode(.auto, multiplexed) == .symbols(colors: 256))
    for environment in [[:], ["NO_COLOR": "1"]] {
      #expect(mode(choice, multiplexed, environment) == best)
    }
    #expect(mode(choice, terminal()) == best)
  }

  @Test func graphicsArePreferredToCharacters() {
    var best = withSixel
    best.hasTrueColor = true
    #expect(mode(.auto, best) != .truecolor)
    best.hasKitty = true
    #expect(mode(.auto, best) == .kitty(cell: .standard))
  }

  @Test func trueColorNeedsUTF8AndColors() {
    let rich = terminal { $0.hasTrueColor = true }
    var other = rich
    other.isUTF8 = false
    #expect(mode(.auto, other) == .ascii(colors: 256))
    #expect(mode(.truecolor, other) == .ascii(colors: 256))
    other = rich
    other.colors = 0
    #expect(mode(.auto, other) == .ascii(colors: 0))
  }

  @Test func trueColorAndITermAreReadFromTheEnvironment() {
    func known(_ environment: [String: String]) -> Capabilities {
      Capabilities(colors: 256, isUTF8: true, environment: environment)
    }
    #expect(known(["COLORTERM": "truecolor"]).hasTrueColor)
    #expect(known(["COLORTERM": "24bit"]).hasTrueColor)
    #expect(!known(["COLORTERM": "yes"]).hasTrueColor && !known([:]).hasTrueColor)
    #expect(
      !Capabilities(colors: 8, isUTF8: true, environment: ["COLORTERM": "24bit"]).hasTrueColor)
    #expect(known(["TERM_PROGRAM": "iTerm.app"]).hasITerm)
    #expect(known(["LC_TERMINAL": "iTerm2"]).hasITerm)
    #expect(!known(["TERM_PROGRAM": "Apple_Terminal"]).hasITerm)
  }

  @Test func multiplexersAndLightBackgroundsAreReadFromTheEnvironment() {
    func known(_ environment: [String: String]) -> Capabilities {
      Capabilities(colors: 256, isUTF8: true, environment: environment)
    }
    #expect(known(["TMUX": "/tmp/x,1,0"]).isMultiplexed)
    #expect(known(["TERM": "screen-256color"]).isMultiplexed)
    #expect(!known(["TERM": "xterm", "TMUX": ""]).isMultiplexed)
    #expect(known(["COLORFGBG": "0;15"]).isLight)
    #expect(!known(["COLORFGBG": "15;default;0"]).isLight)
  }

  @Test func anXtermThatReportsItsNameHas256Colors() {
    var xterm = terminal { ($0.colors, $0.name) = (8, "XTerm(379)") }
    func colors(_ environment: [String: String]) -> Int {
      xterm.preferring("xterm-256color", colors: 256, environment: environment).colors
    }
    #expect(colors(["TERM": "xterm"]) == 256)
    #expect(colors(["TERM": "linux"]) == 8)
    xterm.name = ""
    #expect(colors(["TERM": "xterm"]) == 8)
    #expect(colors(["TERM": "xterm", "COLORTERM": "truecolor"]) == 256)
    for (environment, hasTrueColor) in [
      (["TERM": "xterm", "COLORTERM": "24bit"], true), ([:], false),
    ] {
      let better = xterm.preferring("xterm-256color", colors: 256, environment: environment)
      #expect(better.hasTrueColor == hasTrueColor)
    }
    xterm.isMultiplexed = true
    #expect(colors(["TERM": "xterm", "COLORTERM": "truecolor"]) == 8)
  }

  @Test(arguments: [(0, 0), (-1, 0), (8, 8), (9, 8), (16, 16), (88, 16), (256, 256), (1 << 24, 8)])
  func paletteSizesAre256And16And8And0(colors: Int, palette: Int) {
    #expect(Capabilities(colors: colors, isUTF8: true, environment: [:]).colors == palette)
  }
}
