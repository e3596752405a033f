// SPDX-License-Identifier: MIT

/// A picture from a file, with what the file was before it was made to fit.
public struct LoadedPicture: Equatable, Sendable {
  /// The pixels: upright, opaque, and no larger than was asked for.
  public let picture: Picture
  /// Pixels a row in the file, after turning.
  public let originalWidth: Int
  /// Rows in the file, after turning.
  public let originalHeight: Int
  /// What the person should know about the file, a sentence each.
  public let warnings: [String]
}
