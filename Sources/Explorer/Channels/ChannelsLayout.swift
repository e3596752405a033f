// SPDX-License-Identifier: MIT

/// Layout of the Channels page.
struct ChannelsLayout {
  /// Table including its two heading rows.
  let table: Rect
  /// Maps of the selected channel before and after.
  let maps: [Rect]
  /// Its statistics and histograms.
  let statistics: Rect
  /// Row of the selected control.
  let controlRow: Int

  /// Creates the layout. Below a short table there is room for the details of the selected channel;
  /// next to a long table they are placed beside it on a wide screen.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ size: ScreenSize, channels: Int) {
    let body = Rect(row: 2, column: 1, rows: size.rows - 5, columns: size.columns - 2)
    controlRow = size.rows - 3
    let needed = channels + 3
    let isShort = needed <= max(6, body.rows * 2 / 5)
    if size.columns >= 110 && !isShort {
      let width = max(62, min(92, size.columns - 46))
      table = Rect(row: 2, column: 1, rows: body.rows, columns: width)
      let right = Rect(
        row: 2, column: width + 4, rows: body.rows, columns: size.columns - width - 5)
      let lower = max(9, min(16, right.rows / 2))
      maps = Self.pair(
        Rect(row: 3, column: right.column, rows: right.rows - lower - 2, columns: right.columns))
      statistics = Rect(
        row: right.endRow - lower, column: right.column, rows: lower, columns: right.columns)
      return
    }
    let gap = body.rows >= 24 ? 1 : 0
    let upper = isShort ? needed : max(6, body.rows - 9)
    table = Rect(row: 2, column: 1, rows: upper, columns: body.columns)
    let lower = Rect(
      row: 2 + upper + gap, column: 1, rows: body.rows - upper - 2 * gap, columns: body.columns)
    let width = lower.columns * (size.columns >= 110 ? 58 : 45) / 100
    maps = Self.pair(
      Rect(row: lower.row + 1, column: 1, rows: lower.rows - 1, columns: width))
    statistics = Rect(
      row: lower.row, column: width + 3, rows: lower.rows, columns: size.columns - width - 4)
  }

  private static func pair(_ rect: Rect) -> [Rect] {
    let width = (rect.columns - 2) / 2
    return (0..<2).map {
      Rect(
        row: rect.row, column: rect.column + $0 * (width + 2), rows: rect.rows, columns: width)
    }
  }

  /// Picture boxes by slot.
  var boxes: [PictureSlot: Rect] { [.contentMap: maps[0], .resultMap: maps[1]] }
}
