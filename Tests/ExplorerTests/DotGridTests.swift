// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

/// Braille dots and label positions.
@Suite struct DotGridTests {
  @Test func everyDotSetsItsBrailleBit() {
    // ISO/TR 11548-1: dots 1, 2, 3, 7 in the left column, 4, 5, 6, 8 in the right.
    let glyphs: [[Unicode.Scalar]] = [["⠁", "⠂", "⠄", "⡀"], ["⠈", "⠐", "⠠", "⢀"]]
    for x in 0..<2 {
      for y in 0..<4 {
        var grid = DotGrid(rows: 1, columns: 1, layers: 2)
        grid.put(DotGrid.Dot(x: x, y: y), side: 1, layer: 1)
        #expect(grid.cell(row: 0, column: 0)?.glyph == glyphs[x][y])
      }
    }
  }

  @Test func dotsOutsideTheGridAreIgnored() {
    var grid = DotGrid(rows: 1, columns: 1, layers: 2)
    for (x, y) in [(-1, 0), (0, -1), (2, 0), (0, 4)] {
      grid.put(DotGrid.Dot(x: x, y: y), side: 1, layer: 1)
    }
    #expect(grid.cell(row: 0, column: 0) == nil)
    grid.put(DotGrid.Dot(x: 1, y: 3), side: 2, layer: 1)
    #expect(grid.cell(row: 0, column: 0)?.glyph == "⢀")
  }

  @Test func aCellHasTheColorOfTheLayerWithMostDotsAndShowsAllDots() throws {
    var grid = DotGrid(rows: 1, columns: 1, layers: 3)
    grid.put(DotGrid.Dot(x: 0, y: 0), side: 1, layer: 1)
    grid.put(DotGrid.Dot(x: 0, y: 2), side: 2, layer: 2)
    let cell = try #require(grid.cell(row: 0, column: 0))
    #expect(cell.layer == 2 && cell.glyph == "⣥")
  }

  @Test func twoCoincidingLayersAlternateBetweenCells() {
    var grid = DotGrid(rows: 1, columns: 6, layers: 3)
    for x in 0..<12 {
      for layer in 1...2 { grid.put(DotGrid.Dot(x: x, y: 0), side: 1, layer: layer) }
    }
    #expect((0..<6).map { grid.cell(row: 0, column: $0)?.layer } == [1, 2, 1, 2, 1, 2])
  }

  @Test func otherLayersHideTheBackgroundLayer() {
    var grid = DotGrid(rows: 1, columns: 2, layers: 2)
    grid.line(from: DotGrid.Dot(x: 3, y: 3), to: DotGrid.Dot(x: 0, y: 0), layer: 0)
    grid.put(DotGrid.Dot(x: 0, y: 3), side: 1, layer: 1)
    #expect(grid.cell(row: 0, column: 0)?.layer == 1)
    #expect(grid.cell(row: 0, column: 1)?.layer == 0)
    #expect(grid.cell(row: 0, column: 1)?.glyph == "⢄")
  }

  @Test func labelsOverlapNoMarkAndNoLabelAndStayInside() throws {
    let rect = Rect(row: 2, column: 9, rows: 5, columns: 20)
    var labels = LabelPlaces(rect: rect)
    let marks = [(4, 12), (4, 14), (2, 28), (6, 9)].map {
      Rect(row: $0.0, column: $0.1, rows: 1, columns: 1)
    }
    marks.forEach { labels.take($0) }
    let places = (0..<12).compactMap { labels.place(width: 5, beside: marks[$0 % 4]) }
    #expect(places.count >= 4)
    for (index, place) in places.enumerated() {
      #expect(place.row >= rect.row && place.endRow <= rect.endRow)
      #expect(place.column >= rect.column && place.endColumn <= rect.endColumn)
      #expect(!(marks + places.prefix(index)).contains { $0.overlaps(place) })
    }
  }
}
