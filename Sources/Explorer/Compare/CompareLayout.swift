// SPDX-License-Identifier: MIT

import Settings

/// Layout of the Compare page.
struct CompareLayout {
  /// Boxes of the content and of each mode, in the order of `NormalizationMode.comparePageModes`.
  let pictures: [Rect]
  /// Table of the modes, with two heading rows.
  let table: Rect
  /// Whether the table has a row for the content.
  let hasOriginal: Bool
  /// Row of the selected control.
  let controlRow: Int

  /// Creates the layout.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ size: ScreenSize) {
    let spare = size.rows >= 30 ? 1 : 0
    hasOriginal = size.rows >= 24
    controlRow = size.rows - 3
    let height = 2 + NormalizationMode.comparePageModes.count + (hasOriginal ? 1 : 0)
    table = Rect(
      row: controlRow - spare - height, column: 1, rows: height, columns: size.columns - 2)
    let top = 1 + spare
    pictures = Self.grid(
      Rect(row: top, column: 1, rows: table.row - spare - top, columns: size.columns - 2))
  }

  /// Six boxes below their captions, in one row or two, whichever makes the boxes larger.
  private static func grid(_ rect: Rect) -> [Rect] {
    let grids = [3, 6].map { across in boxes(rect, across: across) }
    // A cell is about twice as high as wide, so a 3 : 2 picture has a third as many rows as
    // columns.
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

  /// Picture boxes by slot.
  var boxes: [PictureSlot: Rect] {
    let slots = [.content] + NormalizationMode.comparePageModes.map(PictureSlot.compare)
    return Dictionary(uniqueKeysWithValues: zip(slots, pictures))
  }
}
