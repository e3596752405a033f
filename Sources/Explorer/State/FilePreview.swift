// SPDX-License-Identifier: MIT

/// The chooser's preview of one file.
public struct FilePreview: Equatable, Sendable {
  /// The file.
  public let path: String
  /// The picture; nil where it cannot be read.
  public let raster: Raster?
  /// Its size, or why it cannot be read.
  public let caption: String

  /// A preview.
  public init(path: String, raster: Raster?, caption: String) {
    (self.path, self.raster, self.caption) = (path, raster, caption)
  }
}
