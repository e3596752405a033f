// SPDX-License-Identifier: MIT

/// A γ or β that was typed, before it is turned into an edit.
public struct TypedValue: Equatable, Sendable {
  /// `gamma` or `beta`.
  public let control: Control
  /// The channels it is for.
  public let channels: ChannelChoice
  /// What γ or β is to be.
  public let value: Double

  /// A typed value.
  public init(control: Control, channels: ChannelChoice, value: Double) {
    (self.control, self.channels, self.value) = (control, channels, value)
  }
}
