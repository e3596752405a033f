// SPDX-License-Identifier: MIT

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
