// SPDX-License-Identifier: MIT

import Explorer
import Testing

@testable import Terminal

@Suite struct PaletteTests {
  private let roles = CellStyle.Role.allCases.map { CellStyle.role($0) }

  @Test func withoutColorNoInkAsksForAPair() {
    var pairs = PairTable(capacity: 0)
    let palette = Palette(colors: 0)
    for ink in roles + [.palette(foreground: 200, background: 3), .reserved] {
      #expect(palette.look(ink).foreground == nil && palette.look(ink).background == nil)
      #expect(
        pairs.slot(palette.look(ink)) == PairTable.Slot(pair: 0, isSwapped: false, isNew: false))
    }
  }

  @Test(arguments: [0, 8, 16, 256], [false, true])
  func colorsExistAndTheBackgroundStaysTheUsers(colors: Int, isLight: Bool) {
    let palette = Palette(colors: colors, isLight: isLight)
    for ink in roles {
      #expect(Int(palette.look(ink).foreground ?? 0) < max(1, colors))
      #expect(palette.look(ink).background == nil)
    }
    #expect(palette.look(.role(.selected)).attributes.contains(.reverse))
  }

  @Test(arguments: [0, 8, 16, 256], [Theme.dark, .light, .mono])
  func heatTellsBelowFromAboveAndFarFromNear(colors: Int, theme: Theme) {
    var palette = Palette(colors: colors)
    palette.theme = theme
    let looks = [-4, -1, 1, 4].map { palette.look(.heat($0)) }
    for (index, look) in looks.enumerated() {
      #expect(!looks[..<index].contains(look))
      if colors == 0 || theme == .mono {
        #expect(look.foreground == nil && look.background == nil)
      }
    }
  }

  @Test(arguments: [8, 256], [false, true])
  func contentStyleResultAndEditedDiffer(colors: Int, isLight: Bool) {
    let palette = Palette(colors: colors, isLight: isLight)
    let looks = [CellStyle.Role.content, .style, .result, .edited].map {
      palette.look(.role($0)).foreground
    }
    #expect(Set(looks).count == 4)
  }

  @Test func allOfEightByNineFitsSixtyFourPairs() {
    var pairs = PairTable(capacity: 64)
    for foreground in (0..<8).map({ UInt8($0) }) {
      for background in [nil] + (0..<8).map({ UInt8($0) as UInt8? }) {
        #expect((1..<64).contains(pairs.slot(Look(foreground, on: background)).pair))
      }
    }
  }

  @Test func swappedColorsShareAPair() {
    var pairs = PairTable(capacity: 64)
    let first = pairs.slot(Look(2, on: 5))
    let second = pairs.slot(Look(5, on: 2))
    #expect(first.isNew && !second.isNew)
    #expect(first.pair == second.pair && first.isSwapped != second.isSwapped)
    #expect(pairs.slot(Look(5)).isNew)
  }

  @Test func whenPairsRunOutTheDefaultIsLeft() {
    var pairs = PairTable(capacity: 3)
    #expect([1, 2, 3].map { pairs.slot(Look(UInt8($0))).pair } == [1, 2, 0])
    #expect(pairs.slot(Look(2)) == PairTable.Slot(pair: 2, isSwapped: false, isNew: false))
  }
}

@Suite struct GraphicsLayerTests {
  private func placement(_ row: Int, _ column: Int, identity: UInt64) -> PicturePlacement {
    let raster = Raster(rows: 5, columns: 10, payload: .graphics(.string([1])), identity: identity)
    return PicturePlacement(rect: Rect(row: row, column: column, rows: 5, columns: 10), raster: raster)
  }

  private func plan(_ layer: inout GraphicsLayer, _ wanted: PicturePlacement...) -> GraphicsLayer.Plan {
    layer.plan(wanted, rows: 24, columns: 80)
  }

  @Test func anUnchangedPictureIsNotSentAgain() {
    var layer = GraphicsLayer()
    let picture = placement(2, 3, identity: 7)
    #expect(plan(&layer, picture).sent == [picture])
    #expect(plan(&layer, picture) == GraphicsLayer.Plan())
  }

  @Test func aChangedPictureOverwritesInPlace() {
    var layer = GraphicsLayer()
    _ = plan(&layer, placement(2, 3, identity: 7))
    let next = plan(&layer, placement(2, 3, identity: 8))
    #expect(next.redrawn.isEmpty && next.sent.count == 1)
  }

  @Test func removingOneSendsItsNeighboursAgain() {
    var layer = GraphicsLayer()
    let (beside, below) = (placement(4, 20, identity: 2), placement(12, 3, identity: 3))
    _ = plan(&layer, placement(2, 3, identity: 1), beside, below)
    let next = plan(&layer, beside, below)
    #expect(next.redrawn == [2..<7] && next.sent == [beside])
  }

  @Test func aPopUpRemovesAndItsEndRestores() {
    var layer = GraphicsLayer()
    let picture = placement(2, 3, identity: 7)
    _ = plan(&layer, picture)
    #expect(plan(&layer).redrawn == [2..<7])
    #expect(plan(&layer) == GraphicsLayer.Plan())
    #expect(plan(&layer, picture).sent == [picture])
  }

  @Test func aClearedScreenGetsEverythingAgain() {
    var layer = GraphicsLayer()
    let picture = placement(2, 3, identity: 7)
    _ = plan(&layer, picture)
    layer.forget()
    #expect(plan(&layer, picture) == GraphicsLayer.Plan(sent: [picture]))
  }

  @Test func theLastRowIsNeverAPicture() {
    var layer = GraphicsLayer()
    #expect(plan(&layer, placement(19, 3, identity: 7)).sent.isEmpty)
    #expect(plan(&layer, placement(18, 71, identity: 7)).sent.isEmpty)
    #expect(plan(&layer, placement(18, 70, identity: 7)).sent.count == 1)
  }
}

@Suite struct ScreenPartsTests {
  @Test func aBorderIsNotCountedWhenTheWindowChanges() {
    let wide = CellMeter.Window(rows: 30, columns: 100, pixels: CellSize(width: 720, height: 510))
    var meter = CellMeter(cell: CellSize(width: 6, height: 13), window: wide)
    meter.measure(
      CellMeter.Window(rows: 24, columns: 80, pixels: CellSize(width: 600, height: 432)))
    #expect(meter.cell == CellSize(width: 6, height: 13))
    meter.measure(CellMeter.Window(rows: 24, columns: 80, pixels: CellSize(width: 0, height: 0)))
    #expect(meter.cell == CellSize(width: 6, height: 13))
  }

  @Test func aBiggerFontIsNoticed() {
    let pixels = CellSize(width: 800, height: 480)
    var meter = CellMeter(
      cell: CellSize(width: 8, height: 16),
      window: CellMeter.Window(rows: 30, columns: 100, pixels: pixels))
    meter.measure(CellMeter.Window(rows: 15, columns: 50, pixels: pixels))
    #expect(meter.cell == CellSize(width: 16, height: 32))
  }

  @Test func everyGlyphHasAnASCIIStandIn() {
    for value in UInt32(0)...0x2FFF {
      guard let glyph = Unicode.Scalar(value) else { continue }
      #expect((0x20..<0x7F).contains(DisplayableGlyphs.ascii(glyph).value), "U+\(value)")
    }
    #expect(
      "│─┌█▁γσ…".unicodeScalars.map { DisplayableGlyphs.ascii($0) }
        == Array("|-+#_gs.".unicodeScalars))
  }

  @Test func errorsAreSentencesWithTheTerminalsName() {
    #expect("\(TerminalError.unknown(terminal: "bogus"))".contains("‘bogus’"))
    #expect("\(TerminalError.unknown(terminal: ""))".contains("TERM is not set"))
  }
}
