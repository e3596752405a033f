// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

/// Alignment of numbers with their headings.
@Suite struct ColumnAlignmentTests {
  /// In ASCII, bars look like words. Folding to ASCII does not move any cell, so that those pages
  /// need no test.
  private static let pages = ScreenCase.all.filter { scene in
    !otherPages.contains { scene.title.hasPrefix($0) }
  }
  private static let otherPages = [
    "chooser", "compare", "batch", "styles", "palette", "filter", "help", "computing", "no-style",
    "maps", "scatter", "lab", "too-small", "ascii",
  ]
  private static let tables = pages.filter { $0.title.hasPrefix("channels") }

  @Test(arguments: tables) func numbersOfTheChannelTableAreAlignedWithTheirHeadings(
    _ scene: ScreenCase
  )
    throws
  {
    let table = ChannelsLayout(scene.size, channels: try scene.state().channelCount).table
    try check(scene, headings: table.row + 1, in: table)
  }

  @Test(arguments: pages) func numbersOfTheStatisticsPanelAreAlignedWithTheirHeadings(
    _ scene: ScreenCase
  ) throws {
    let isTable = scene.title.hasPrefix("channels")
    let panel =
      isTable
      ? ChannelsLayout(scene.size, channels: try scene.state().channelCount).statistics
      : PreviewLayout(scene.size).statistics
    try check(scene, headings: panel.row + 1, in: panel)
  }

  /// Checks that numbers end in the columns where headings end.
  private func check(_ scene: ScreenCase, headings: Int, in rect: Rect) throws {
    let canvas = try scene.canvas()
    let ends = canvas.ends(row: headings, in: rect)
    #expect(!ends.isEmpty)
    for row in headings + 1..<rect.endRow where canvas.hasNumbers(row: row, in: rect) {
      let found = canvas.ends(row: row, in: rect).filter { $0 <= (ends.last ?? 0) }
      // The first word is the name of the row.
      #expect(found.dropFirst().allSatisfy(ends.contains), "row \(row) of \(scene.name)")
    }
  }
}

extension Canvas {
  /// Columns in which words end, without bars.
  fileprivate func ends(row: Int, in rect: Rect) -> [Int] {
    (rect.column..<rect.endColumn).filter { column in
      let next = column + 1 < columns ? self[row, column + 1].glyph : " "
      return self[row, column].isInk && !(next.isASCII ? next != " " : self[row, column + 1].isInk)
    }
  }

  /// Whether a row has a name and numbers, not only an axis or bars.
  fileprivate func hasNumbers(row: Int, in rect: Rect) -> Bool {
    let start = (rect.column..<min(rect.column + 5, rect.endColumn)).map { self[row, $0] }
    if start.prefix(4).suffix(3).map(\.glyph) == ["a", "l", "l"] { return false }
    return start.contains { $0.style != .role(.faint) && $0.isInk && $0.glyph != "▸" }
  }
}

extension Cell {
  /// Whether the cell is part of a word: neither blank nor a bar of a histogram.
  fileprivate var isInk: Bool {
    glyph != " " && !("▁"..."█").contains(glyph)
  }
}
