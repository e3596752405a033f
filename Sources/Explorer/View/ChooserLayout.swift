// SPDX-License-Identifier: MIT

/// Where things stand while a file is chosen.
struct ChooserLayout {
  /// The folder's entries.
  let list: Rect
  /// The picture under the cursor.
  let picture: Rect

  init(_ size: ScreenSize) {
    let width = max(24, min(60, size.columns * 42 / 100))
    list = Rect(row: 3, column: 1, rows: size.rows - 5, columns: width)
    picture = Rect(
      row: 4, column: width + 3, rows: size.rows - 7, columns: size.columns - width - 4)
  }
}
