// SPDX-License-Identifier: MIT

import Explorer
import Pictures
import TestSupport
import Testing

@testable import Terminal

/// SVG rendering of screens, checked pixel by pixel.
@Suite struct ScreenDrawingTests {
  private func picture(
    _ canvas: Canvas, _ appearance: ScreenAppearance = ScreenAppearance(colors: 256)
  ) throws
    -> Picture
  {
    let svg = ScreenSVG(canvas, appearance, theme: .auto).svg
    return try #require(try Picture(svg: Array(svg.utf8)), "librsvg2-common is not installed")
  }

  @Test func blockCharactersJoinWithoutGaps() throws {
    var canvas = Canvas(rows: 4, columns: 6)
    let style = CellStyle.palette(foreground: 196, background: 21)
    for (row, glyph) in ["█", "▌", "▄", "▚"].enumerated() {
      for column in 0..<6 { canvas[row, column] = Cell(Unicode.Scalar(glyph) ?? " ", style) }
    }
    let picture = try picture(canvas)
    #expect((picture.width, picture.height) == (60, 80))
    for x in 0..<60 {
      #expect((0..<20).allSatisfy { picture.color(x, $0) == [255, 0, 0] })
      #expect(
        (20..<40).allSatisfy { picture.color(x, $0) == (x % 10 < 5 ? [255, 0, 0] : [0, 0, 255]) })
      #expect((50..<60).allSatisfy { picture.color(x, $0) == [255, 0, 0] })
      #expect((40..<50).allSatisfy { picture.color(x, $0) == [0, 0, 255] })
      #expect(picture.color(x, 65) == (x % 10 < 5 ? [255, 0, 0] : [0, 0, 255]))
      #expect(picture.color(x, 75) == (x % 10 < 5 ? [0, 0, 255] : [255, 0, 0]))
    }
  }

  @Test func boxDrawingCharactersFormAClosedFrame() throws {
    var canvas = Canvas(rows: 3, columns: 4)
    for (row, line) in ["┌──┐", "│  │", "└──┘"].enumerated() {
      for (column, glyph) in line.unicodeScalars.enumerated() {
        canvas[row, column] = Cell(glyph, .palette(foreground: 15, background: nil))
      }
    }
    let picture = try picture(canvas)
    let white: [UInt8] = [255, 255, 255]
    #expect(
      (5...35).allSatisfy { picture.color($0, 10) == white && picture.color($0, 50) == white })
    #expect(
      (10...50).allSatisfy { picture.color(5, $0) == white && picture.color(35, $0) == white })
    #expect(picture.color(4, 10) != white && picture.color(20, 30) != white)
  }

  @Test func everyBoxCharacterExceptDiagonalsHasLines() {
    for code in UInt32(0x2500)...0x257F {
      guard let glyph = Unicode.Scalar(code) else { continue }
      let lines = BoxLines(glyph)
      #expect((lines == nil) == (0x2571...0x2573).contains(code), "\(code)")
      guard let lines else { continue }
      #expect([lines.left, lines.right, lines.up, lines.down].contains { $0 != .none }, "\(code)")
    }
    let lines = BoxLines("┢")
    #expect(lines?.right == .heavy && lines?.left == BoxLines.Weight.none)
    #expect(lines?.up == .light && lines?.down == .heavy)
  }

  @Test func graphicsAreDrawnInTheirCellsUnlessCovered() throws {
    var canvas = Canvas(rows: 6, columns: 12)
    let mode = GraphicsMode.sixel(cellWidth: 10, cellHeight: 20, registers: 256)
    let raster = PictureEncoder(threads: 1).raster(
      .plain(width: 40, height: 40, (10, 200, 30)), columns: 4, rows: 2, mode: mode, quality: .fine)
    canvas.draw(raster, row: 1, column: 3)
    let picture = try picture(canvas)
    #expect(picture.color(31, 21) == [10, 200, 30] && picture.color(68, 58) == [10, 200, 30])
    #expect(picture.color(28, 30) == [0, 0, 0] && picture.color(71, 30) == [0, 0, 0])
    canvas.cover()
    #expect(try self.picture(canvas).color(40, 40) == [0, 0, 0])
  }

  @Test func lettersAreDrawnInTheirCells() throws {
    var canvas = Canvas(rows: 1, columns: 5)
    canvas[0, 2] = Cell("&", .role(.title))
    let picture = try picture(canvas, ScreenAppearance(colors: 256, isLight: true))
    let dark = (0..<50).filter { x in (0..<20).contains { picture.color(x, $0)[0] < 128 } }
    #expect(!dark.isEmpty && dark.allSatisfy { (20..<30).contains($0) })
  }
}
