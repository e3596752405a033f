// SPDX-License-Identifier: MIT

/// A rectangle of character cells, rows counted from the top.
public struct Rect: Equatable, Hashable, Sendable {
  /// The first row.
  public var row: Int
  /// The first column.
  public var column: Int
  /// The number of rows, never negative.
  public var rows: Int
  /// The number of columns, never negative.
  public var columns: Int

  /// A rectangle; negative extents become 0.
  public init(row: Int, column: Int, rows: Int, columns: Int) {
    (self.row, self.column) = (row, column)
    (self.rows, self.columns) = (max(0, rows), max(0, columns))
  }

  /// The row just below the rectangle.
  public var endRow: Int { row + rows }
  /// The column just right of the rectangle.
  public var endColumn: Int { column + columns }
  /// Whether there is no cell in it.
  public var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Whether the cell lies inside.
  public func contains(row r: Int, column c: Int) -> Bool {
    (row..<endRow).contains(r) && (column..<endColumn).contains(c)
  }

  /// Whether two rectangles share a cell.
  public func overlaps(_ other: Rect) -> Bool {
    row < other.endRow && other.row < endRow
      && column < other.endColumn && other.column < endColumn
  }

  /// The same rectangle with a margin taken away on each side.
  public func inset(rows dr: Int = 0, columns dc: Int = 0) -> Rect {
    Rect(row: row + dr, column: column + dc, rows: rows - 2 * dr, columns: columns - 2 * dc)
  }
}
