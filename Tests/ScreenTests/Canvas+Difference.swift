// SPDX-License-Identifier: MIT

@testable import Explorer

/// A place on the screen.
struct Place: Hashable {
  let row: Int
  let column: Int
}

extension Canvas {
  /// The cells that differ in another frame of the same size.
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
