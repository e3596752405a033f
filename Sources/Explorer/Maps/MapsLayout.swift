// SPDX-License-Identifier: MIT

/// Layout of the Maps page.
struct MapsLayout {
  /// Row of the heading.
  let headingRow: Int
  /// Visible channels with the boxes of their maps; each box is below a row with the name.
  let maps: [(channel: Int, box: Rect)]
  /// Number of maps per row.
  let across: Int
  /// First visible row of maps, and number of visible rows.
  let firstRow, shownRows: Int
  /// Whether there are maps above and below the visible ones.
  let hasAbove, hasBelow: Bool
  /// Area of the maps, and its rows from the first map to the last.
  let area, list: Rect
  /// Row of the selected channel’s statistics.
  let summaryRow: Int
  /// Row of the selected control.
  let controlRow: Int

  /// Whether the maps before normalization are shown.
  private let isBefore: Bool

  /// Minimum width of a map in cells.
  private static let narrowest = 8

  /// Creates the layout. Maps are as large as possible if all fit; otherwise they have the minimum
  /// size and scroll by rows to keep the selected one visible.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ state: ExplorerState) {
    let size = state.size
    let spare = size.rows >= 30 ? 1 : 0
    isBefore = state.showsBefore
    headingRow = 1 + spare
    controlRow = size.rows - 3
    summaryRow = controlRow - 1 - spare
    area = Rect(
      row: headingRow + 1 + spare, column: 1, rows: summaryRow - headingRow - 1 - 2 * spare,
      columns: size.columns - 2)
    let shown = state.shownChannels
    let tile = Self.tile(in: area, count: shown.count, state.frame?.report?.mapAspect ?? 1)
    (across, shownRows) = (tile.across, area.rows / tile.pitch)
    list = Rect(
      row: area.row + 1, column: area.column, rows: shownRows * tile.pitch - 1,
      columns: area.columns)
    let total = (shown.count + across - 1) / across
    firstRow = Self.firstRow(state, of: total, showing: shownRows, across: across)
    (hasAbove, hasBelow) = (firstRow > 0, firstRow + shownRows < total)
    let visible = shown.dropFirst(firstRow * across).prefix(shownRows * across)
    let boxes = (0..<visible.count).map { [area] in tile.box($0, in: area) }
    maps = zip(visible, boxes).map { ($0, $1) }
  }

  /// The first row of the last layout, moved as little as needed to keep the selected map visible.
  private static func firstRow(
    _ state: ExplorerState, of total: Int, showing rows: Int, across: Int
  ) -> Int {
    let place = state.shownChannels.firstIndex { .one($0) == state.channel } ?? 0
    let cursor = place / across
    let wanted = max(cursor - rows + 1, min(cursor, state.mapsPage.firstRow))
    return max(0, min(wanted, total - rows))
  }

  /// Size of a map including its name and the gap beside it.
  private struct Tile {
    let across: Int
    let width: Int
    let pitch: Int

    func box(_ place: Int, in area: Rect) -> Rect {
      Rect(
        row: area.row + place / across * pitch + 1,
        column: area.column + place % across * (width + 1), rows: pitch - 1, columns: width)
    }
  }

  /// Approximate width of a cell divided by its height.
  private static let cellWidth = 0.45

  /// The largest tiles of which `count` fit, or the smallest.
  private static func tile(in area: Rect, count: Int, _ aspect: Double) -> Tile {
    let most = max(1, (area.columns + 1) / (narrowest + 1))
    let tiles = (1...most).map { across in
      let width = (area.columns + 1) / across - 1
      let height = (Double(width) * cellWidth * aspect).rounded(.up)
      let rows = max(2, Int(min(height, Double(area.rows - 1))))
      return Tile(across: across, width: width, pitch: rows + 1)
    }
    return tiles.first { $0.across * (area.rows / $0.pitch) >= count } ?? tiles[most - 1]
  }

  /// Picture boxes by slot.
  var boxes: [PictureSlot: Rect] {
    Dictionary(uniqueKeysWithValues: maps.map { (slot(of: $0.channel), $0.box) })
  }

  /// Slot of a channel’s map on the visible side.
  func slot(of channel: Int) -> PictureSlot { isBefore ? .mapBefore(channel) : .mapAfter(channel) }
}
