// SPDX-License-Identifier: MIT

import Explorer
import Testing

@testable import Terminal

@Suite struct PaletteTests {
  private let roles = CellStyle.Role.allCases.map { CellStyle.role($0) }

  @Test func monochromePalettesUseOnlyPairZero() {
    var pairs = ColorPairTable(capacity: 0)
    let palette = Palette(colors: 0)
    for cell in roles + [.palette(foreground: 200, background: 3), .reserved] {
      #expect(palette.style(cell).foreground == nil && palette.style(cell).background == nil)
      #expect(
        pairs.pair(palette.style(cell)) == ColorPair(number: 0, isSwapped: false, isNew: false))
    }
  }

  @Test(arguments: [0, 8, 16, 256], [false, true])
  func roleStylesUseAvailableColorsAndTheDefaultBackground(colors: Int, isLight: Bool) {
    let palette = Palette(colors: colors, isLight: isLight)
    for cell in roles {
      #expect(Int(palette.style(cell).foreground ?? 0) < max(1, colors))
      #expect(palette.style(cell).background == nil)
    }
    #expect(palette.style(.role(.selected)).attributes.contains(.reverse))
  }

  @Test(arguments: [0, 8, 16, 256], [Theme.dark, .light, .mono])
  func heatLevelsHaveDistinctStyles(colors: Int, theme: Theme) {
    var palette = Palette(colors: colors)
    palette.theme = theme
    let styles = [-4, -1, 1, 4].map { palette.style(.heat($0)) }
    for (index, style) in styles.enumerated() {
      #expect(!styles[..<index].contains(style))
      if colors == 0 || theme == .mono {
        #expect(style.foreground == nil && style.background == nil)
      }
    }
  }

  @Test(arguments: [8, 256], [false, true])
  func contentStyleResultAndEditedHaveDifferentColors(colors: Int, isLight: Bool) {
    let palette = Palette(colors: colors, isLight: isLight)
    let styles = [CellStyle.Role.content, .style, .result, .edited].map {
      palette.style(.role($0)).foreground
    }
    #expect(Set(styles).count == 4)
  }

  @Test func allCombinationsOfEightColorsFitInto64Pairs() {
    var pairs = ColorPairTable(capacity: 64)
    for foreground in (0..<8).map({ UInt8($0) }) {
      for background in [nil] + (0..<8).map({ UInt8($0) as UInt8? }) {
        #expect((1..<64).contains(pairs.pair(CursesStyle(foreground, on: background)).number))
      }
    }
  }

  @Test func exchangedColorsShareAPair() {
    var pairs = ColorPairTable(capacity: 64)
    let first = pairs.pair(CursesStyle(2, on: 5))
    let second = pairs.pair(CursesStyle(5, on: 2))
    #expect(first.isNew && !second.isNew)
    #expect(first.number == second.number && first.isSwapped != second.isSwapped)
    #expect(pairs.pair(CursesStyle(5)).isNew)
  }

  @Test func stylesWithoutAFreePairUsePairZero() {
    var pairs = ColorPairTable(capacity: 3)
    #expect([1, 2, 3].map { pairs.pair(CursesStyle(UInt8($0))).number } == [1, 2, 0])
    #expect(pairs.pair(CursesStyle(2)) == ColorPair(number: 2, isSwapped: false, isNew: false))
  }
}

@Suite struct GraphicsLayerTests {
  private func placement(_ row: Int, _ column: Int, identity: UInt64) -> PicturePlacement {
    let raster = Raster(rows: 5, columns: 10, payload: .graphics(.string([1])), identity: identity)
    return PicturePlacement(
      rect: Rect(row: row, column: column, rows: 5, columns: 10), raster: raster)
  }

  private func changes(_ layer: inout GraphicsLayer, _ wanted: PicturePlacement...)
    -> GraphicsChanges
  {
    layer.changes(for: wanted, rows: 24, columns: 80)
  }

  @Test func unchangedPicturesAreNotSentAgain() {
    var layer = GraphicsLayer()
    let picture = placement(2, 3, identity: 7)
    #expect(changes(&layer, picture).placementsToSend == [picture])
    #expect(changes(&layer, picture) == GraphicsChanges())
  }

  @Test func aChangedPictureIsSentWithoutRedrawingRows() {
    var layer = GraphicsLayer()
    _ = changes(&layer, placement(2, 3, identity: 7))
    let next = changes(&layer, placement(2, 3, identity: 8))
    #expect(next.rowsToRedraw.isEmpty && next.placementsToSend.count == 1)
  }

  @Test func removingAPictureSendsNeighborsInItsRowsAgain() {
    var layer = GraphicsLayer()
    let (neighbor, below) = (placement(4, 20, identity: 2), placement(12, 3, identity: 3))
    _ = changes(&layer, placement(2, 3, identity: 1), neighbor, below)
    let next = changes(&layer, neighbor, below)
    #expect(next.rowsToRedraw == [2..<7] && next.placementsToSend == [neighbor])
  }

  @Test func anOverlayRemovesPicturesUntilItCloses() {
    var layer = GraphicsLayer()
    let picture = placement(2, 3, identity: 7)
    _ = changes(&layer, picture)
    #expect(changes(&layer).rowsToRedraw == [2..<7])
    #expect(changes(&layer) == GraphicsChanges())
    #expect(changes(&layer, picture).placementsToSend == [picture])
  }

  @Test func allPicturesAreSentAgainAfterTheScreenWasCleared() {
    var layer = GraphicsLayer()
    let picture = placement(2, 3, identity: 7)
    _ = changes(&layer, picture)
    layer.invalidate()
    #expect(changes(&layer, picture) == GraphicsChanges(placementsToSend: [picture]))
  }

  @Test func picturesOnTheLastRowOrOutsideAreNotSent() {
    var layer = GraphicsLayer()
    #expect(changes(&layer, placement(19, 3, identity: 7)).placementsToSend.isEmpty)
    #expect(changes(&layer, placement(18, 71, identity: 7)).placementsToSend.isEmpty)
    #expect(changes(&layer, placement(18, 70, identity: 7)).placementsToSend.count == 1)
  }
}

@Suite struct ScreenPartsTests {
  @Test func theWindowBorderDoesNotChangeTheCellSize() {
    let large = WindowSize(rows: 30, columns: 100, pixels: CellSize(width: 720, height: 510))
    var tracker = CellSizeTracker(cell: CellSize(width: 6, height: 13), window: large)
    tracker.update(
      WindowSize(rows: 24, columns: 80, pixels: CellSize(width: 600, height: 432)))
    #expect(tracker.cell == CellSize(width: 6, height: 13))
    tracker.update(WindowSize(rows: 24, columns: 80, pixels: CellSize(width: 0, height: 0)))
    #expect(tracker.cell == CellSize(width: 6, height: 13))
  }

  @Test func aLargerFontChangesTheCellSize() {
    let pixels = CellSize(width: 800, height: 480)
    var tracker = CellSizeTracker(
      cell: CellSize(width: 8, height: 16),
      window: WindowSize(rows: 30, columns: 100, pixels: pixels))
    tracker.update(WindowSize(rows: 15, columns: 50, pixels: pixels))
    #expect(tracker.cell == CellSize(width: 16, height: 32))
  }

  @Test func everyCharacterHasAPrintableASCIIReplacement() {
    for value in UInt32(0)...0x2FFF {
      guard let glyph = Unicode.Scalar(value) else { continue }
      #expect((0x20..<0x7F).contains(glyph.asciiSubstitute.value), "U+\(value)")
    }
    #expect(
      "│─┌█▁γσ…".unicodeScalars.map(\.asciiSubstitute)
        == Array("|-+#.gs~".unicodeScalars))
  }

  @Test func errorsContainTheTerminalType() {
    #expect("\(TerminalError.unknown(terminal: "bogus"))".contains("‘bogus’"))
    #expect("\(TerminalError.unknown(terminal: ""))".contains("TERM is not set"))
  }
}
