// SPDX-License-Identifier: MIT

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
