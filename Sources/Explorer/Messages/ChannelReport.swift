// SPDX-License-Identifier: MIT

import Normalization

/// The figures of one channel.
public struct ChannelReport: Equatable, Sendable {
  /// "R", "L*", or the channel's number.
  public let name: String
  /// The content's values.
  public let content: PlaneStatistics
  /// The style's moments as γ and β, where a style takes part.
  public let style: ChannelAffine?
  /// γ and β before any edit.
  public let base: ChannelAffine
  /// What is done to the channel, edits included; nil where nothing is.
  public let step: PlaneTransform?
  /// The result's values before they are clipped for display.
  public let result: PlaneStatistics

  /// A channel's figures.
  public init(
    name: String, content: PlaneStatistics, style: ChannelAffine?, base: ChannelAffine,
    step: PlaneTransform?, result: PlaneStatistics
  ) {
    (self.name, self.content, self.style) = (name, content, style)
    (self.base, self.step, self.result) = (base, step, result)
  }
}
