// SPDX-License-Identifier: MIT

/// Finds places for labels beside marks, none over a mark or another label.
struct LabelPlaces {
  /// Where labels may be, but for its first column, which is next to an axis.
  let rect: Rect
  private var taken: [Rect] = []

  init(rect: Rect) { self.rect = rect }

  /// Keeps a place free of labels.
  mutating func take(_ place: Rect) { taken.append(place) }

  /// A place right of a mark, left of it, or a row above or below; nil where none is free.
  mutating func place(width: Int, beside mark: Rect) -> Rect? {
    let columns = [mark.endColumn + 1, mark.column - 1 - width]
    let places = [0, -1, 1].flatMap { step in
      columns.map { Rect(row: mark.row + step, column: $0, rows: 1, columns: width) }
    }
    guard let place = places.first(where: isFree) else { return nil }
    take(place)
    return place
  }

  private func isFree(_ place: Rect) -> Bool {
    let isInside =
      place.row >= rect.row && place.endRow <= rect.endRow && place.column > rect.column
      && place.endColumn <= rect.endColumn
    // A cell on either side, so that two labels are not read as one.
    return isInside && !taken.contains { $0.overlaps(place.inset(columns: -1)) }
  }
}
