// SPDX-License-Identifier: MIT

import Settings

/// Layout of the Batch page.
struct BatchLayout {
  /// Heat map: two heading rows, one row per picture, and a last row for the pooled moments or the
  /// legend.
  let map: Rect
  /// Table of the spread under each mode.
  let spread: Rect
  /// Indices of the pictures whose thumbnails are visible.
  let shown: Range<Int>
  /// Their thumbnail boxes before and after normalization, each below its caption.
  let contents, results: [Rect]
  /// Row of the selected control.
  let controlRow: Int

  /// A heading, the row “before” and one row per mode.
  private static let spreadRows = 2 + NormalizationMode.batchPageModes.count

  /// Creates the layout. Thumbnails are placed beside the spread table, or above it on a tall
  /// screen.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ state: ExplorerState) {
    let size = state.size
    let spare = size.rows >= 30 ? 1 : 0
    let gap = size.rows >= 24 ? 1 : 0
    controlRow = size.rows - 3
    let body = Rect(
      row: 1 + spare, column: 1, rows: controlRow - 1 - 2 * spare, columns: size.columns - 2)
    let isTall = body.rows >= 30
    let most = isTall ? body.rows / 3 : body.rows - gap - Self.spreadRows
    map = Rect(
      row: body.row, column: 1, rows: min(state.batchCount + 3, max(6, most)),
      columns: body.columns)
    let lower = Rect(
      row: map.endRow + gap, column: 1, rows: body.endRow - map.endRow - gap,
      columns: body.columns)
    let width = isTall ? min(56, body.columns) : Self.spreadWidth(size.columns)
    let thumbnails =
      isTall
      ? Rect(
        row: lower.row, column: 1, rows: lower.rows - Self.spreadRows - 1, columns: lower.columns)
      : Rect(
        row: lower.row, column: width + 4, rows: lower.rows, columns: lower.columns - width - 3)
    (shown, contents, results) = Self.thumbnails(state, in: thumbnails)
    let below = (results.first?.endRow ?? lower.row) + 1
    spread = Rect(
      row: isTall ? below : lower.row, column: 1, rows: Self.spreadRows, columns: width)
  }

  private static func spreadWidth(_ columns: Int) -> Int { columns >= 110 ? 40 : 29 }

  /// As many thumbnails as fit side by side, including the selected one.
  private static func thumbnails(
    _ state: ExplorerState, in rect: Rect
  ) -> (Range<Int>, [Rect], [Rect]) {
    let count = min(state.batchCount, max(1, (rect.columns + 1) / 9), 8)
    let first = max(0, min(state.batchIndex - count / 2, state.batchCount - count))
    let gap = rect.columns / count >= 16 ? 2 : 1
    let width = min(44, (rect.columns + gap) / count - gap)
    let height = min((rect.rows - 2) / 2, max(2, (width + 2) / 3))
    let boxes = (0..<2).map { side in
      (0..<count).map { index in
        Rect(
          row: rect.row + 1 + side * (height + 1), column: rect.column + index * (width + gap),
          rows: height, columns: width)
      }
    }
    return (first..<first + count, boxes[0], boxes[1])
  }

  /// Picture boxes by slot.
  var boxes: [PictureSlot: Rect] {
    var boxes: [PictureSlot: Rect] = [:]
    for (place, index) in shown.enumerated() {
      boxes[.batchContent(index)] = contents[place]
      boxes[.batchResult(index)] = results[place]
    }
    return boxes
  }
}
