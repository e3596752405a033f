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

  /// A picture that is not resized.
  public init(_ picture: Picture) {
    self.init(
      picture: picture, originalWidth: picture.width, originalHeight: picture.height, warnings: [])
  }

  init(picture: Picture, originalWidth: Int, originalHeight: Int, warnings: [String]) {
    (self.picture, self.warnings) = (picture, warnings)
    (self.originalWidth, self.originalHeight) = (originalWidth, originalHeight)
  }
}
