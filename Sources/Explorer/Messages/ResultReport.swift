// SPDX-License-Identifier: MIT

import Normalization

/// Statistics of one result.
public struct ResultReport: Equatable, Sendable {
  /// File name and size in pixels for captions.
  public struct Caption: Equatable, Sendable {
    /// File name without its folder.
    public let name: String
    /// Size: "819×512".
    public let size: String

    /// Creates a caption.
    public init(name: String, size: String) {
      (self.name, self.size) = (name, size)
    }
  }

  /// The content.
  public var content: Caption
  /// The displayed style.
  public var style: Caption?
  /// All channels.
  public var channels: [ChannelReport]
  /// Number of pictures that share μ and σ.
  public var pooledPictures: Int
  /// Number of values that share μ and σ.
  public var pooledValues: Int
  /// Number of pictures in a tensor; 1 for a picture.
  public var pictures: Int
  /// Fraction of clipped values, 0…1; nil for a tensor.
  public var clipped: Double?
  /// Time from request to result in milliseconds.
  public var milliseconds: Double
  /// Warnings about the files: a truncated photograph, NaN in a tensor.
  public var warnings: [String]
  /// Element type of a tensor in its file and, if it differs, the type that is computed with:
  /// "float64", "int64 as float64"; nil for a picture.
  public var elementType: String?
  /// Height of a channel’s map divided by its width.
  public var mapAspect = 1.0
  /// Results of all modes; empty unless the Compare page requested them.
  public var comparisons: [Comparison] = []
  /// Statistics of the batch; nil unless the Batch page requested them.
  public var batch: BatchReport?

  /// Creates a report.
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

/// Statistics of one channel.
public struct ChannelReport: Equatable, Sendable {
  /// Name: "R", "L*", or the index.
  public let name: String
  /// Values before normalization.
  public let content: PlaneStatistics
  /// Moments of the style as γ and β; nil without a style.
  public let style: ChannelAffine?
  /// γ and β before edits.
  public let uneditedAffine: ChannelAffine
  /// Transform of the channel, including edits; nil if it is unchanged.
  public let transform: PlaneTransform?
  /// Values after normalization, before clipping.
  public let result: PlaneStatistics

  /// Creates the statistics of a channel.
  public init(
    name: String, content: PlaneStatistics, style: ChannelAffine?, uneditedAffine: ChannelAffine,
    transform: PlaneTransform?, result: PlaneStatistics
  ) {
    (self.name, self.content, self.style) = (name, content, style)
    (self.uneditedAffine, self.transform, self.result) = (uneditedAffine, transform, result)
  }
}
