// SPDX-License-Identifier: MIT

/// Picture that a crop of a batch was taken from.
public struct BatchPicture: Hashable, Sendable {
  /// Name of the picture set: `contents` or `styles`.
  let set: String
  /// Path relative to the deepest folder of the whole set.
  let name: String
  /// Whether all pixels of the crop have the same color.
  let isUniform: Bool
}
