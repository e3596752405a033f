// SPDX-License-Identifier: MIT

/// Rectangle of character cells; rows count from the top.
public struct Rect: Equatable, Hashable, Sendable {
  /// First row.
  public var row: Int
  /// First column.
  public var column: Int
  /// Number of rows, never negative.
  public var rows: Int
  /// Number of columns, never negative.
  public var columns: Int

  /// Creates a rectangle. A negative size becomes 0.
  public init(row: Int, column: Int, rows: Int, columns: Int) {
    (self.row, self.column) = (row, column)
    (self.rows, self.columns) = (max(0, rows), max(0, columns))
  }

  /// Row below the last row.
  public var endRow: Int { row + rows }
  /// Column right of the last column.
  public var endColumn: Int { column + columns }
  /// Whether the rectangle contains no cells.
  public var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Returns whether the rectangle contains a cell.
  public func contains(row r: Int, column c: Int) -> Bool {
    (row..<endRow).contains(r) && (column..<endColumn).contains(c)
  }

  /// Returns whether two rectangles share a cell.
  public func overlaps(_ other: Rect) -> Bool {
    row < other.endRow && other.row < endRow
      && column < other.endColumn && other.column < endColumn
  }

  /// Returns the rectangle reduced by a margin on each side.
  public func inset(rows dr: Int = 0, columns dc: Int = 0) -> Rect {
    Rect(row: row + dr, column: column + dc, rows: rows - 2 * dr, columns: columns - 2 * dc)
  }
}

/// Size of the terminal in cells.
public struct ScreenSize: Equatable, Hashable, Sendable {
  /// Number of rows.
  public var rows: Int
  /// Number of columns.
  public var columns: Int

  /// Creates a size.
  public init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
  }

  /// Smallest size on which every page fits.
  public static let smallest = ScreenSize(rows: 20, columns: 60)

  /// Whether every page fits.
  public var isEnough: Bool {
    rows >= Self.smallest.rows && columns >= Self.smallest.columns
  }
}
