// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

/// Figures stand under their headings.
@Suite struct ColumnTests {
  /// In ASCII bars cannot be told from words; there every cell keeps its place anyway.
  private static let pages = Scene.all.filter { scene in
    !otherPages.contains { scene.title.hasPrefix($0) }
  }
  private static let otherPages = [
    "chooser", "compare", "batch", "styles", "palette", "filter", "help", "computing", "no-style",
    "maps", "scatter", "lab", "too-small", "ascii",
  ]
  private static let tables = pages.filter { $0.title.hasPrefix("channels") }

  @Test(arguments: tables) func theTablesFiguresEndUnderTheirHeadings(_ scene: Scene) throws {
    let table = ChannelsLayout(scene.size, channels: try scene.state().channelCount).table
    try check(scene, headings: table.row + 1, in: table)
  }

  @Test(arguments: pages) func thePanelsFiguresEndUnderTheirHeadings(_ scene: Scene) throws {
    let isTable = scene.title.hasPrefix("channels")
    let panel =
      isTable
      ? ChannelsLayout(scene.size, channels: try scene.state().channelCount).statistics
      : PreviewLayout(scene.size).statistics
    try check(scene, headings: panel.row + 1, in: panel)
  }

  /// Where a heading ends, figures end, and before the next heading's figures there is a blank.
  private func check(_ scene: Scene, headings: Int, in rect: Rect) throws {
    let canvas = try scene.canvas()
    let ends = canvas.ends(row: headings, in: rect)
    #expect(!ends.isEmpty)
    for row in headings + 1..<rect.endRow where canvas.hasFigures(row: row, in: rect) {
      let found = canvas.ends(row: row, in: rect).filter { $0 <= (ends.last ?? 0) }
      // The name of the row comes first.
      #expect(found.dropFirst().allSatisfy(ends.contains), "row \(row) of \(scene.name)")
    }
  }
}

extension Canvas {
  /// The columns in which words end, bars left out.
  fileprivate func ends(row: Int, in rect: Rect) -> [Int] {
    (rect.column..<rect.endColumn).filter { column in
      let next = column + 1 < columns ? self[row, column + 1].glyph : " "
      return self[row, column].isInk && !(next.isASCII ? next != " " : self[row, column + 1].isInk)
    }
  }

  /// Whether a row has a name and figures, not an axis or bars alone.
  fileprivate func hasFigures(row: Int, in rect: Rect) -> Bool {
    let start = (rect.column..<min(rect.column + 5, rect.endColumn)).map { self[row, $0] }
    if start.prefix(4).suffix(3).map(\.glyph) == ["a", "l", "l"] { return false }
    return start.contains { $0.style != .role(.faint) && $0.isInk && $0.glyph != "▸" }
  }
}

extension Cell {
  /// Whether the cell is part of a word, not blank and no bar of a histogram.
  fileprivate var isInk: Bool {
    glyph != " " && !("▁"..."█").contains(glyph)
  }
}
