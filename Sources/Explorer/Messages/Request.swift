// SPDX-License-Identifier: MIT

import Settings

/// Work for the worker: what to compute and which pictures to make ready.
public struct Request: Equatable, Sendable {
  /// How fine a picture is wanted.
  public enum Quality: Equatable, Sendable {
    /// Fast, while a slider moves.
    case coarse
    /// As good as the terminal can, when it rests.
    case fine
  }

  /// A picture in at most so many cells.
  public struct Box: Equatable, Hashable, Sendable {
    /// The most rows.
    public let rows: Int
    /// The most columns.
    public let columns: Int

    /// A box.
    public init(rows: Int, columns: Int) {
      (self.rows, self.columns) = (rows, columns)
    }
  }

  /// The state's revision when this was asked.
  public let revision: Int
  /// What to compute.
  public let settings: RenderSettings
  /// The channel that is looked at.
  public let channel: ChannelChoice
  /// The style picture that is shown.
  public let style: String?
  /// The page: some want more figures than one result has.
  public let page: Page
  /// The pictures to make ready.
  public let boxes: [PictureSlot: Box]
  /// Whether all maps have one range of grey, or each its own.
  public let hasCommonGrayRange: Bool
  /// How fine.
  public let quality: Quality
}

/// A place for a picture.
public enum PictureSlot: Hashable, Sendable {
  /// The content.
  case content
  /// The style.
  case style
  /// The result.
  case result
  /// The chosen channel of the content, in grey.
  case contentMap
  /// The chosen channel of the result, in grey.
  case resultMap
  /// What a mode makes of the content, on the Compare page.
  case compare(Mode)
  /// A channel of the content, or of the result, in grey on the Maps page.
  case mapBefore(Int), mapAfter(Int)
  /// A picture of the batch, cut to the content's sides, and its result.
  case batchContent(Int), batchResult(Int)
}
