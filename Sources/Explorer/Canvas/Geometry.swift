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

/// The terminal as far as layout needs it.
public struct ScreenSize: Equatable, Hashable, Sendable {
  /// Rows of cells.
  public var rows: Int
  /// Columns of cells.
  public var columns: Int

  /// A size.
  public init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
  }

  /// The smallest size on which everything can be shown.
  public static let smallest = ScreenSize(rows: 20, columns: 60)

  /// Whether everything can be shown.
  public var isEnough: Bool {
    rows >= Self.smallest.rows && columns >= Self.smallest.columns
  }
}
