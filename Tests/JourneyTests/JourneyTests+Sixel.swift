// SPDX-License-Identifier: MIT

import Pictures
import TestSupport
import Testing

@testable import Explorer

extension JourneyTests {
  /// Colors that the interface does not use: red, green, blue, yellow, and a diagonal's two.
  private static let colors: [(UInt8, UInt8, UInt8)] = [
    (200, 20, 20), (20, 180, 20), (20, 20, 200), (220, 220, 20), (230, 20, 230), (10, 230, 230),
  ]

  @Test(.needsXterm) func xtermShowsPixelsAndTheHelpHidesThem() throws {
    let scratch = try ScratchFolder()
    try Self.write(scratch)
    let session = try XtermSession([
      scratch("content.png"), "--style", scratch("style.png"), "--mode", "none",
      "--graphics", "auto",
    ])
    let isThere: (Picture) -> Bool = { shot in Self.colors.allSatisfy { shot.count($0) > 200 } }
    session.wait(for: "the pictures", until: isThere)
    let size = session.size
    let cell = (width: size.width / session.columns, height: size.height / session.rows)
    let boxes = PreviewLayout(ScreenSize(rows: session.rows, columns: session.columns)).pictures
    // The result has the content's colors and comes after it.
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
    session.wait(for: "the pictures again", until: isThere)
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

  /// Each quadrant is flat but for its outermost pixels, and all of them fill the box one way.
  private func expectQuadrants(_ shot: Picture, in box: Rect, _ cell: (width: Int, height: Int)) {
    for (index, share) in Self.shares(shot, in: box, cell).enumerated() {
      #expect(share == 1, "only \(share) of quadrant \(index) in \(box) has its color")
    }
  }

  /// How much of each quadrant has its color, of a square in the box's upper left corner, in whole cells.
  private static func shares(
    _ shot: Picture, in box: Rect, _ cell: (width: Int, height: Int)
  ) -> [Double] {
    let (left, top) = (box.column * cell.width, box.row * cell.height)
    let (width, height) = (box.columns * cell.width, box.rows * cell.height)
    let longer = max(cell.width, cell.height)
    let (half, margin) = ((min(width, height) - longer) / 2, longer + 2)
    let inner = half - 2 * margin
    #expect(inner > 2 * cell.height, "too small to be proof")
    return colors.prefix(4).enumerated().map { index, color in
      let (x, y) = (left + index % 2 * half + margin, top + index / 2 * half + margin)
      return shot.share(of: color, x, y, inner)
    }
  }

  /// The edge moves a pixel or two from row to row. With block characters it would jump by half a
  /// character at least, and stand still between the jumps.
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
