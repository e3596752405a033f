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

/// A rectangle of the screen that answers the mouse, recorded while it is drawn.
public struct Region: Equatable, Sendable {
  /// What a press there means.
  public enum Target: Equatable, Sendable {
    /// What a key would do.
    case action(Action)
    /// The control under the cursor.
    case control(Control)
    /// A step of a control.
    case step(Control, Int)
    /// A place on the track of a slider.
    case track(Control)
    /// A row of the channel table.
    case channel(ChannelChoice)
    /// A row of the list that takes the keys now.
    case row(Int)
  }

  /// Where it is.
  public let rect: Rect
  /// What it means.
  public let target: Target
}
