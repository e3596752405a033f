// SPDX-License-Identifier: MIT

import Settings

/// A place for a picture.
public enum Slot: Hashable, Sendable {
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
