// SPDX-License-Identifier: MIT

/// Mouse event at a cell.
public struct Mouse: Hashable, Sendable {
  /// Kind of mouse event.
  public enum Kind: Hashable, Sendable {
    /// First button pressed.
    case press
    /// Mouse moved with the button pressed.
    case drag
    /// Button released.
    case release
    /// Wheel rotated away from the user, or towards the user.
    case wheelUp, wheelDown
  }

  /// Kind of event.
  public let kind: Kind
  /// Row, from 0.
  public let row: Int
  /// Column, from 0.
  public let column: Int

  /// Creates a mouse event.
  public init(_ kind: Kind, row: Int, column: Int) {
    (self.kind, self.row, self.column) = (kind, row, column)
  }
}

/// Clickable rectangle of the screen, recorded while it is drawn.
public struct Region: Equatable, Sendable {
  /// What a click selects or does.
  public enum Target: Equatable, Sendable {
    /// Performs an action.
    case action(Action)
    /// Selects a control.
    case control(Control)
    /// Changes a control by a number of steps.
    case step(Control, Int)
    /// Sets a slider to the position of the click.
    case track(Control)
    /// Selects channels.
    case channel(ChannelChoice)
    /// Selects an item of the current list.
    case row(Int)
  }

  /// Cells of the region.
  public let rect: Rect
  /// What a click does.
  public let target: Target
}
