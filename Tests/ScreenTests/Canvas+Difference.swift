// SPDX-License-Identifier: MIT

@testable import Explorer

/// A position on the screen.
struct Place: Hashable {
  let row: Int
  let column: Int
}

extension Canvas {
  /// Positions whose cells differ on another screen of the same size.
  func changed(in other: Canvas) -> Set<Place> {
    precondition((rows, columns) == (other.rows, other.columns), "screens of different sizes")
    return Set(
      cells.indices.filter { cells[$0] != other.cells[$0] }.map {
        Place(row: $0 / columns, column: $0 % columns)
      })
  }
}

extension Rect {
  func contains(_ place: Place) -> Bool { contains(row: place.row, column: place.column) }
}
