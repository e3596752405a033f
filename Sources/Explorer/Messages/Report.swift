// SPDX-License-Identifier: MIT

import Normalization

/// The figures of one result.
public struct Report: Equatable, Sendable {
  /// A file and its size in pixels, for the captions.
  public struct Caption: Equatable, Sendable {
    /// The file's name without its folder.
    public let name: String
    /// Its size: "819×512".
    public let size: String

    /// A caption.
    public init(name: String, size: String) {
      (self.name, self.size) = (name, size)
    }
  }

  /// The content.
  public var content: Caption
  /// The style that is shown.
  public var style: Caption?
  /// Every channel.
  public var channels: [ChannelReport]
  /// The pictures that share a mean and deviation.
  public var pooledPictures: Int
  /// The values that share a mean and deviation.
  public var pooledValues: Int
  /// The pictures that a tensor holds; 1 for a picture.
  public var pictures: Int
  /// The share of the result's values that cannot be displayed, 0…1; nil for a tensor.
  public var clipped: Double?
  /// The milliseconds from the request to the finished result.
  public var milliseconds: Double
  /// Sentences about the files: a photograph that ends early, NaN in a tensor.
  public var warnings: [String]
  /// The height of a channel's map over its width.
  public var mapAspect = 1.0
  /// Every mode of the Compare page, while that is shown.
  public var comparisons: [Comparison] = []
  /// The batch, while the Batch page is shown.
  public var batch: BatchReport?

  /// A report.
  public init(
    content: Caption, style: Caption?, channels: [ChannelReport], pooledPictures: Int,
    pooledValues: Int, pictures: Int, clipped: Double?, milliseconds: Double, warnings: [String]
  ) {
    (self.content, self.style, self.channels) = (content, style, channels)
    (self.pooledPictures, self.pooledValues) = (pooledPictures, pooledValues)
    (self.pictures, self.clipped) = (pictures, clipped)
    (self.milliseconds, self.warnings) = (milliseconds, warnings)
  }
}

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
