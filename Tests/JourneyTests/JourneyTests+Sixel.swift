// SPDX-License-Identifier: MIT

import Pictures
import TestSupport
import Testing

@testable import Explorer

extension JourneyTests {
  /// Colors that the user interface does not use: red, green, blue, yellow, and two for a diagonal.
  private static let colors: [(UInt8, UInt8, UInt8)] = [
    (200, 20, 20), (20, 180, 20), (20, 20, 200), (220, 220, 20), (230, 20, 230), (10, 230, 230),
  ]

  @Test(.needsXterm) func xtermDisplaysSixelsAndTheHelpHidesThem() throws {
    let scratch = try ScratchFolder()
    try Self.write(scratch)
    let session = try XtermSession([
      scratch("content.png"), "--style", scratch("style.png"), "--mode", "none",
      "--graphics", "auto",
    ])
    let isVisible: (Picture) -> Bool = { shot in Self.colors.allSatisfy { shot.count($0) > 200 } }
    session.wait(for: "the pictures", until: isVisible)
    let size = session.size
    let cell = (width: size.width / session.columns, height: size.height / session.rows)
    let boxes = PreviewLayout(ScreenSize(rows: session.rows, columns: session.columns)).pictures
    // The result has the content's colors and is drawn later.
    let result = session.wait(for: "the result") { shot in
      Self.shares(shot, in: boxes[2], cell).allSatisfy { $0 == 1 }
    }
    let shot = try #require(result)
    for box in [boxes[0], boxes[2]] { expectQuadrants(shot, in: box, cell) }
    expectSmoothDiagonal(shot, in: boxes[1], cell)

    session.press("question")
    session.wait(for: "the help without pictures") { shot in
      Self.colors.allSatisfy { shot.count($0) == 0 }
    }
    session.press("Escape")
    session.wait(for: "the pictures again", until: isVisible)
    session.press("q")
    session.wait(for: "the shell's screen") { shot in
      Self.colors.allSatisfy { shot.count($0) == 0 }
    }
    withExtendedLifetime(scratch) {}
  }

  private static func write(_ folder: ScratchFolder) throws {
    let quadrants = Picture.painted(width: 400, height: 400) { x, y in
      colors[(y < 200 ? 0 : 2) + (x < 200 ? 0 : 1)]
    }
    try quadrants.write(to: folder("content.png"))
    let diagonal = Picture.painted(width: 400, height: 400) { x, y in colors[x < y ? 4 : 5] }
    try diagonal.write(to: folder("style.png"))
  }

  /// Expects that each quadrant has one color, except at its edges.
  private func expectQuadrants(_ shot: Picture, in box: Rect, _ cell: (width: Int, height: Int)) {
    for (index, share) in Self.shares(shot, in: box, cell).enumerated() {
      #expect(
        share == 1, "a share of \(share) of quadrant \(index) in \(box) has its color, expected 1")
    }
  }

  /// Returns the share of each quadrant with its color, in the square at the upper left of a box.
  private static func shares(
    _ shot: Picture, in box: Rect, _ cell: (width: Int, height: Int)
  ) -> [Double] {
    let (left, top) = (box.column * cell.width, box.row * cell.height)
    let (width, height) = (box.columns * cell.width, box.rows * cell.height)
    let longer = max(cell.width, cell.height)
    let (half, margin) = ((min(width, height) - longer) / 2, longer + 2)
    let inner = half - 2 * margin
    #expect(inner > 2 * cell.height, "the quadrants are too small")
    return colors.prefix(4).enumerated().map { index, color in
      let (x, y) = (left + index % 2 * half + margin, top + index / 2 * half + margin)
      return shot.share(of: color, x, y, inner)
    }
  }

  /// Expects that the edge moves by 0 to 2 pixels per row. With block characters it would move in
  /// steps of at least half a character.
  private func expectSmoothDiagonal(
    _ shot: Picture, in box: Rect, _ cell: (width: Int, height: Int)
  ) {
    let columns = box.column * cell.width..<box.endColumn * cell.width
    let edges = (box.row * cell.height..<box.endRow * cell.height).compactMap { y in
      columns.last { x in shot.isNear(Self.colors[4], x, y) }
    }.dropFirst(4).dropLast(4)
    #expect(edges.count > 6 * cell.height)
    let steps = zip(edges, edges.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { (0...2).contains($0) }, "\(steps)")
    #expect(Set(edges).count > edges.count * 3 / 4)
  }
}
