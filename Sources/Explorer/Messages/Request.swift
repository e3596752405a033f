// SPDX-License-Identifier: MIT

import Settings

/// Request to the worker: what to compute and which pictures to encode.
public struct Request: Equatable, Sendable {
  /// Quality of the encoded pictures.
  public enum Quality: Equatable, Sendable {
    /// Fast, while a slider moves.
    case coarse
    /// As good as the terminal allows, when nothing changes.
    case fine
  }

  /// Maximum size of a picture in cells.
  public struct Box: Equatable, Hashable, Sendable {
    /// Maximum number of rows.
    public let rows: Int
    /// Maximum number of columns.
    public let columns: Int

    /// Creates a box.
    public init(rows: Int, columns: Int) {
      (self.rows, self.columns) = (rows, columns)
    }
  }

  /// Revision of the state.
  public let revision: Int
  /// What to compute.
  public let settings: RenderSettings
  /// Selected channel.
  public let channel: ChannelChoice
  /// Path of the displayed style picture.
  public let style: String?
  /// Current page; some pages need additional statistics.
  public let page: Page
  /// Pictures to encode and their boxes.
  public let boxes: [PictureSlot: Box]
  /// Whether all maps share one gray range.
  public let hasCommonGrayRange: Bool
  /// Quality of the pictures.
  public let quality: Quality
}

/// Identifies a picture on a page.
public enum PictureSlot: Hashable, Sendable {
  /// Content.
  case content
  /// Style.
  case style
  /// Result.
  case result
  /// Selected channel of the content in gray.
  case contentMap
  /// Selected channel of the result in gray.
  case resultMap
  /// Result of a mode on the Compare page.
  case compare(NormalizationMode)
  /// Channel before or after normalization in gray, on the Maps page.
  case mapBefore(Int), mapAfter(Int)
  /// Picture of the batch, cropped to the content’s aspect ratio, before and after normalization.
  case batchContent(Int), batchResult(Int)
}
