// SPDX-License-Identifier: MIT

/// Something done with the mouse at a cell.
public struct Mouse: Hashable, Sendable {
  /// What was done.
  public enum Kind: Hashable, Sendable {
    /// The first button went down.
    case press
    /// It moved with the button down.
    case drag
    /// The button went up.
    case release
    /// The wheel went away from the person, or towards them.
    case wheelUp, wheelDown
  }

  /// What was done.
  public let kind: Kind
  /// The row, from 0.
  public let row: Int
  /// The column, from 0.
  public let column: Int

  /// A mouse event.
  public init(_ kind: Kind, row: Int, column: Int) {
    (self.kind, self.row, self.column) = (kind, row, column)
  }
}
