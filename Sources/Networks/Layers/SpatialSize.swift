// SPDX-License-Identifier: MIT

/// Rows and columns.
public struct SpatialSize: Hashable, Sendable {
  /// How many rows.
  public var rows: Int
  /// How many columns.
  public var columns: Int

  /// Rows and columns.
  public init(_ rows: Int, _ columns: Int) { (self.rows, self.columns) = (rows, columns) }

  /// As many rows as columns.
  public init(_ side: Int) { self.init(side, side) }
}
