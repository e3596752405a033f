// SPDX-License-Identifier: MIT

import Settings

/// Where things stand on the Compare page.
struct CompareLayout {
  /// The boxes of the original and of each mode, in the order of `Mode.compared`.
  let pictures: [Rect]
  /// The table of the modes, with two heading rows.
  let table: Rect
  /// Whether the table has a row for the original.
  let hasOriginal: Bool
  /// The line with the chosen control.
  let controlRow: Int

  /// The layout for a screen that is large enough.
  init(_ size: ScreenSize) {
    let spare = size.rows >= 30 ? 1 : 0
    hasOriginal = size.rows >= 24
    controlRow = size.rows - 3
    let height = 2 + Mode.compared.count + (hasOriginal ? 1 : 0)
    table = Rect(
      row: controlRow - spare - height, column: 1, rows: height, columns: size.columns - 2)
    let top = 1 + spare
    pictures = Self.grid(
      Rect(row: top, column: 1, rows: table.row - spare - top, columns: size.columns - 2))
  }

  /// Six boxes below their captions, in two rows or in one, whichever makes them larger.
  private static func grid(_ rect: Rect) -> [Rect] {
    let grids = [3, 6].map { across in boxes(rect, across: across) }
    // A picture three wide and two high is a third as many rows as columns high.
    return grids.max { size(of: $0[0]) < size(of: $1[0]) } ?? grids[0]
  }

  private static func size(of box: Rect) -> Int { min(box.columns, 3 * box.rows) }

  private static func boxes(_ rect: Rect, across: Int) -> [Rect] {
    let width = (rect.columns - 2 * (across - 1)) / across
    let height = rect.rows / (6 / across)
    let pitch = across == 3 ? rect.rows - height : height
    return (0..<6).map { index in
      Rect(
        row: rect.row + index / across * pitch + 1,
        column: rect.column + index % across * (width + 2), rows: height - 1, columns: width)
    }
  }

  /// The picture boxes by what they show.
  var boxes: [PictureSlot: Rect] {
    let slots = [.content] + Mode.compared.map(PictureSlot.compare)
    return Dictionary(uniqueKeysWithValues: zip(slots, pictures))
  }
}
