// SPDX-License-Identifier: MIT

/// Where things stand on the Maps page.
struct MapsLayout {
  /// The row that says what is shown.
  let headingRow: Int
  /// The channels whose maps are shown, and the box of each below the row with its name.
  let maps: [(channel: Int, box: Rect)]
  /// The maps in a row.
  let across: Int
  /// The row of maps that is shown first, and how many fit.
  let firstRow, shownRows: Int
  /// Whether there are maps above and below.
  let hasAbove, hasBelow: Bool
  /// The wall, and its rows from the first map to the last.
  let wall, list: Rect
  /// The line with the chosen channel's figures.
  let summaryRow: Int
  /// The line with the chosen control.
  let controlRow: Int

  /// Which side of the site is shown.
  private let isBefore: Bool

  /// Maps are no narrower than this.
  private static let narrowest = 8

  /// The layout for a screen that is large enough: maps as large as lets all of them be seen, or else
  /// small ones, scrolled by rows so that the chosen one is among them.
  init(_ state: State) {
    let size = state.size
    let spare = size.rows >= 30 ? 1 : 0
    isBefore = state.showsBefore
    headingRow = 1 + spare
    controlRow = size.rows - 3
    summaryRow = controlRow - 1 - spare
    wall = Rect(
      row: headingRow + 1 + spare, column: 1, rows: summaryRow - headingRow - 1 - 2 * spare,
      columns: size.columns - 2)
    let shown = state.shownChannels
    let tile = Self.tile(in: wall, count: shown.count, state.frame?.report?.mapAspect ?? 1)
    (across, shownRows) = (tile.across, wall.rows / tile.pitch)
    list = Rect(
      row: wall.row + 1, column: wall.column, rows: shownRows * tile.pitch - 1,
      columns: wall.columns)
    let total = (shown.count + across - 1) / across
    firstRow = Self.firstRow(state, of: total, showing: shownRows, across: across)
    (hasAbove, hasBelow) = (firstRow > 0, firstRow + shownRows < total)
    let visible = shown.dropFirst(firstRow * across).prefix(shownRows * across)
    let boxes = (0..<visible.count).map { [wall] in tile.box($0, in: wall) }
    maps = zip(visible, boxes).map { ($0, $1) }
  }

  /// The row that was first, unless the cursor's row would be out of sight.
  private static func firstRow(
    _ state: State, of total: Int, showing rows: Int, across: Int
  ) -> Int {
    let place = state.shownChannels.firstIndex { .one($0) == state.channel } ?? 0
    let cursor = place / across
    let wanted = max(cursor - rows + 1, min(cursor, state.mapsPage.firstRow))
    return max(0, min(wanted, total - rows))
  }

  /// The size of a map with its name and the gap beside it.
  private struct Tile {
    let across: Int
    let width: Int
    let pitch: Int

    func box(_ place: Int, in wall: Rect) -> Rect {
      Rect(
        row: wall.row + place / across * pitch + 1,
        column: wall.column + place % across * (width + 1), rows: pitch - 1, columns: width)
    }
  }

  /// Cells are about this wide for their height.
  private static let cellWidth = 0.45

  /// The fewest across, and so the largest, of which `count` fit; or the smallest.
  private static func tile(in wall: Rect, count: Int, _ aspect: Double) -> Tile {
    let most = max(1, (wall.columns + 1) / (narrowest + 1))
    let tiles = (1...most).map { across in
      let width = (wall.columns + 1) / across - 1
      let height = (Double(width) * cellWidth * aspect).rounded(.up)
      let rows = max(2, Int(min(height, Double(wall.rows - 1))))
      return Tile(across: across, width: width, pitch: rows + 1)
    }
    return tiles.first { $0.across * (wall.rows / $0.pitch) >= count } ?? tiles[most - 1]
  }

  /// The picture boxes by what they show.
  var boxes: [PictureSlot: Rect] {
    Dictionary(uniqueKeysWithValues: maps.map { (slot(of: $0.channel), $0.box) })
  }

  /// The slot of a channel's map on the side that is shown.
  func slot(of channel: Int) -> PictureSlot { isBefore ? .mapBefore(channel) : .mapAfter(channel) }
}
