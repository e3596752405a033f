// SPDX-License-Identifier: MIT

/// Where things stand on the Styles page.
struct StylesLayout {
  /// The bank, a row a style.
  let list: Rect
  /// γ and β of the mixture.
  let mixture: Rect
  /// The style under the cursor, and the result, each below its caption.
  let style, result: Rect

  /// The layout for a screen that is large enough: pictures beside the bank, one above the other
  /// where they would be small side by side.
  init(_ size: ScreenSize) {
    let spare = size.rows >= 30 ? 1 : 0
    let body = Rect(
      row: 1 + spare, column: 1, rows: size.rows - 3 - 2 * spare, columns: size.columns - 2)
    let width = max(34, min(64, size.columns * 46 / 100))
    let lower = body.rows >= 16 ? 5 : 0
    list = Rect(row: body.row, column: 1, rows: body.rows - lower, columns: width)
    mixture = Rect(row: list.endRow + 1, column: 1, rows: max(0, lower - 1), columns: width)
    let right = Rect(
      row: body.row + 1, column: width + 4, rows: body.rows - 1, columns: size.columns - width - 5)
    if right.columns >= 90 {
      let half = (right.columns - 2) / 2
      style = Rect(row: right.row, column: right.column, rows: right.rows, columns: half)
      result = Rect(
        row: right.row, column: right.column + half + 2, rows: right.rows, columns: half)
    } else {
      let gap = right.rows >= 20 ? 2 : 1
      let half = (right.rows - gap) / 2
      style = Rect(row: right.row, column: right.column, rows: half, columns: right.columns)
      result = Rect(
        row: right.row + half + gap, column: right.column, rows: half, columns: right.columns)
    }
  }

  /// The picture boxes by what they show.
  var boxes: [Slot: Rect] { [.style: style, .result: result, .content: result] }
}
