// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import TestSupport
import Testing

@testable import normscope

/// Output of `show`.
@Suite struct ShowTests {
  private let picture = Program.picture("content/red_panda.jpg")

  private func show(_ arguments: String..., shell: String = "export TERM=xterm;") throws -> Outcome
  {
    let clean = "unset NO_COLOR; export LC_ALL=C.UTF-8;" + shell
    return try Outcome(of: Program.path, ["show"] + arguments, shell: clean)
  }

  /// Returns the lines without color sequences.
  private func plain(_ text: String) -> [Substring] {
    text.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n")
  }

  @Test func picturesKeepTheirAspectRatioAndEveryLineEndsWithAReset() throws {
    let outcome = try show(picture, "--size", "40x20")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.contains("\u{1B}[") && $0.hasSuffix("\u{1B}[0m") })
    // 819×512 pixels on cells of 10×20 are 40 across and 12.5 down.
    #expect([12, 13].contains(lines.count))
    #expect(plain(outcome.output).allSatisfy { $0.unicodeScalars.count == 40 })
  }

  @Test func withoutATerminalPicturesFit80Times24Cells() throws {
    let lines = plain(try show(picture).output)
    #expect(lines.count == 24 && lines.allSatisfy { $0.unicodeScalars.count <= 80 })
  }

  @Test(arguments: ["export NO_COLOR=1;", "export TERM=dumb;"])
  func noEscapeSequencesArePrintedWithoutColor(_ shell: String) throws {
    let outcome = try show(picture, "--size", "30x10", shell: shell)
    #expect(outcome.code == 0 && !outcome.output.contains("\u{1B}"), "\(outcome)")
    #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func blockCharactersArePrintedWithoutColor() throws {
    let outcome = try show(
      picture, "--size", "30x10", "--graphics", "symbols", shell: "export NO_COLOR=1;")
    #expect(!outcome.output.contains("\u{1B}") && outcome.output.utf8.contains { $0 > 0x80 })
  }

  @Test func onTerminalsOneRowIsReservedForThePrompt() throws {
    // A Linux console is not queried, so the output is the picture alone.
    let scratch = try ScratchFolder()
    let command = "stty cols 30 rows 6; \(Program.path) show \(picture)"
    let outcome = try Outcome(
      of: "/usr/bin/script", ["-qec", command, scratch("log")],
      shell: "unset NO_COLOR; export TERM=linux LC_ALL=C.UTF-8;")
    let lines = plain(outcome.output.replacing("\r\n", with: "\n"))
    #expect(lines.count == 5 && lines.allSatisfy { $0.unicodeScalars.count <= 30 }, "\(outcome)")
    #expect(outcome.output.hasSuffix("\u{1B}[0m\r\n") && !outcome.output.contains("38;5"))
  }

  @Test func theASCIIModePrintsASCIIInColor() throws {
    let outcome = try show(picture, "--size", "30x10", "--graphics", "ascii")
    #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 } && outcome.output.contains("\u{1B}[38;5;"))
  }

  @Test func sixelPicturesAreOneControlString() throws {
    let output = try show(picture, "--size", "10x5", "--graphics", "sixel").output
    #expect(output.hasPrefix("\u{1B}P") && output.hasSuffix("\u{1B}\\\n"))
    #expect(output.count { $0 == "\u{1B}" } == 2)
  }

  @Test func fileNamesArePrintedWithoutEscapeSequences() throws {
    let outcome = try show("no\u{1B}[31m\n.png")
    #expect(outcome.code == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("no\\e[31m\\n.png") && !outcome.errors.contains("\u{1B}"))
  }

  @Test(arguments: ["", "80", "0x1", "1x0", "-1x4", "1001x1", "2x3x4", "axb"])
  func onlyTwoPositiveNumbersAreASize(_ size: String) throws {
    #expect(TerminalSize(argument: size) == nil)
    #expect(TerminalSize(argument: "1x1000") == TerminalSize(columns: 1, rows: 1000))
  }

  @Test func colorSequencesArePrintedWhereColorsChange() {
    func cell(_ foreground: UInt8?, _ background: UInt8?) -> Cell {
      Cell("x", .palette(foreground: foreground, background: background))
    }
    let cells = [cell(1, 9), cell(1, 9), cell(15, nil), cell(nil, 16)]
    let raster = Raster(rows: 2, columns: 2, payload: .cells(cells), identity: 0)
    #expect(
      String(decoding: raster.printed, as: UTF8.self)
        == "\u{1B}[31;101mxx\u{1B}[0m\n\u{1B}[97mx\u{1B}[39;48;5;16mx\u{1B}[0m\n")
  }
}
